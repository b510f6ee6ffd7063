/** Entries of one page of a transcript. */
export const PAGE_ENTRIES = 50;

/** A run of whole pages: from the first entry, up to the one that is not in it. */
export type Piece = { readonly from: number; readonly to: number };

/** Pages that are rendered when none is asked for: the last ones. */
const LAST_PAGES = 2;

/**
 * The piece of a transcript that a page is rendered with: around an entry,
 * before one, or the end.
 */
export function pieceOf(
  length: number,
  wanted: { readonly entry?: number; readonly before?: number },
): Piece {
  const pages = Math.ceil(length / PAGE_ENTRIES);
  const { entry, before } = wanted;
  if (entry !== undefined && entry < length) {
    const page = Math.floor(entry / PAGE_ENTRIES);
    return piece(page - 1, page + 2, length);
  }
  const end = before === undefined
    ? pages
    : Math.min(pages, Math.ceil(before / PAGE_ENTRIES));
  return piece(end - LAST_PAGES, Math.max(end, 1), length);
}

function piece(from: number, to: number, length: number): Piece {
  return {
    from: Math.max(0, from) * PAGE_ENTRIES,
    to: Math.min(to * PAGE_ENTRIES, length),
  };
}
