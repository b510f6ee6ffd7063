import type { TranscriptEntry } from "@/domain/transcript.ts";
import { PAGE_ENTRIES } from "@/components/transcript/pieces.ts";
import { type Row, toRows } from "@/components/transcript/rows.ts";

/** Entries that are asked for at once. */
export const PAGE = PAGE_ENTRIES;
/** Entries that are drawn, measured and thrown away together. */
export const CHUNK = 10;
/** Pages that a tab keeps; those farthest from the reader go first. */
export const MOST_PAGES = 40;

/** What is listed: a whole transcript, or the entries of some numbers. */
export type Listed =
  | { readonly kind: "all"; readonly length: number }
  | { readonly kind: "some"; readonly numbers: readonly number[] };

/** A run of places of the list, as it was read. */
export type LoadedPage = {
  readonly entries: readonly TranscriptEntry[];
  /** Calls and results that belong to these entries and stand elsewhere. */
  readonly paired: readonly TranscriptEntry[];
  /** Places of the list that there were when it was read. */
  readonly upTo: number;
};

/** A list of entries of which some pages are here. */
export type Held = {
  readonly listed: Listed;
  readonly pages: ReadonlyMap<number, LoadedPage>;
};

/** How many places a list has. */
export function countOf(listed: Listed): number {
  return listed.kind === "all" ? listed.length : listed.numbers.length;
}

/** The number of the entry at a place of the list. */
export function numberAt(listed: Listed, place: number): number {
  return listed.kind === "all" ? place : listed.numbers[place] ?? place;
}

/** The place of an entry, or of the next one that is listed. */
export function placeOf(listed: Listed, n: number): number {
  if (listed.kind === "all") return n;
  let low = 0;
  let high = listed.numbers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (listed.numbers[middle]! < n) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** A list with the pages that these entries fill. */
export function heldOf(
  listed: Listed,
  entries: readonly TranscriptEntry[],
  paired: readonly TranscriptEntry[],
): Held {
  const pages = new Map<number, LoadedPage>();
  const first = entries[0];
  const last = entries.at(-1);
  if (!first || !last) return { listed, pages };
  const from = Math.ceil(placeOf(listed, first.n) / PAGE);
  const to = Math.floor(placeOf(listed, last.n) / PAGE);
  for (let page = from; page <= to; page++) {
    const own = entries.filter(({ n }) =>
      Math.floor(placeOf(listed, n) / PAGE) === page
    );
    // What belongs together may stand on two pages of these.
    pages.set(page, {
      entries: own,
      paired: [...paired, ...entries].filter((entry) => !own.includes(entry)),
      upTo: placeOf(listed, last.n) + 1,
    });
  }
  return { listed, pages };
}

/** The pages among these that are not here as a whole. */
export function missingPages(
  { listed, pages }: Held,
  wanted: readonly number[],
): readonly number[] {
  const count = countOf(listed);
  return wanted.filter((page) => {
    if (page < 0 || page * PAGE >= count) return false;
    const end = Math.min(count, (page + 1) * PAGE);
    return (pages.get(page)?.upTo ?? 0) < end;
  });
}

/**
 * The list with one page more. Those farthest from it go when there are too
 * many.
 */
export function withPage(held: Held, page: number, loaded: LoadedPage): Held {
  const pages = new Map(held.pages).set(page, loaded);
  if (pages.size > MOST_PAGES) {
    const farthest = [...pages.keys()].reduce((a, b) =>
      Math.abs(b - page) > Math.abs(a - page) ? b : a
    );
    pages.delete(farthest);
  }
  return { ...held, pages };
}

/** The list after an entry that was just made. */
export function withNew(
  held: Held,
  entry: TranscriptEntry,
  isListed: boolean,
): Held {
  const grown = isListed ? appended(held, entry) : held;
  return entry.kind === "tool_result" ? withResult(grown, entry) : grown;
}

function appended({ listed, pages }: Held, entry: TranscriptEntry): Held {
  const place = countOf(listed);
  const isKnown = listed.kind === "all"
    ? entry.n < place
    : entry.n <= (listed.numbers.at(-1) ?? -1);
  if (isKnown) return { listed, pages };
  const longer: Listed = listed.kind === "all"
    ? { kind: "all", length: entry.n + 1 }
    : { kind: "some", numbers: [...listed.numbers, entry.n] };
  const at = countOf(longer) - 1;
  const page = Math.floor(at / PAGE);
  const before = pages.get(page) ??
    (at % PAGE === 0 ? { entries: [], paired: [], upTo: at } : undefined);
  // A page with a gap is read anew when it is seen.
  if (!before || before.upTo !== at) return { listed: longer, pages };
  const next = {
    entries: [...before.entries, entry],
    paired: [...before.paired, ...callOf(entry, pages)],
    upTo: at + 1,
  };
  return { listed: longer, pages: new Map(pages).set(page, next) };
}

/** The call of a result, where a page has it. */
function callOf(
  entry: TranscriptEntry,
  pages: ReadonlyMap<number, LoadedPage>,
): readonly TranscriptEntry[] {
  if (entry.kind !== "tool_result") return [];
  const call = [...pages.values()].flatMap(({ entries }) => entries).find((
    each,
  ) => each.kind === "tool_call" && each.tool_use_id === entry.tool_use_id);
  return call ? [call] : [];
}

/** Every page with the call of this result gets to know it. */
function withResult(
  held: Held,
  result: TranscriptEntry & { readonly tool_use_id: string },
): Held {
  const pages = new Map(held.pages);
  for (const [page, loaded] of held.pages) {
    const hasCall = loaded.entries.some((each) =>
      each.kind === "tool_call" && each.tool_use_id === result.tool_use_id
    );
    if (!hasCall || loaded.entries.some(({ n }) => n === result.n)) continue;
    pages.set(page, { ...loaded, paired: [...loaded.paired, result] });
  }
  return { ...held, pages };
}

const rowsOfPage = new WeakMap<LoadedPage, ReadonlyMap<number, Row>>();

/**
 * The lines of a chunk, top down; undefined while its page is not here.
 * Entries that are no line of their own, or that are not kept any more, are
 * left out.
 */
export function rowsOfChunk(
  { listed, pages }: Held,
  chunk: number,
): readonly Row[] | undefined {
  const from = chunk * CHUNK;
  const page = pages.get(Math.floor(from / PAGE));
  if (!page) return undefined;
  const to = Math.min(from + CHUNK, countOf(listed));
  let rows = rowsOfPage.get(page);
  if (!rows) {
    const all = toRows(page.entries, page.paired, listed.kind === "all");
    rows = new Map(all.map((row) => [row.n, row]));
    rowsOfPage.set(page, rows);
  }
  const found: Row[] = [];
  for (let place = from; place < Math.min(to, page.upTo); place++) {
    const row = rows.get(numberAt(listed, place));
    if (row) found.push(row);
  }
  return found;
}

/**
 * The entry whose line shows this one: itself, or the call whose result it
 * is; undefined while its page is not here.
 */
export function lineOf({ listed, pages }: Held, n: number): number | undefined {
  const page = pages.get(Math.floor(placeOf(listed, n) / PAGE));
  const entry = page?.entries.find((each) => each.n === n);
  if (!page || listed.kind === "some" || entry?.kind !== "tool_result") {
    return page && n;
  }
  const call = [...page.entries, ...page.paired].find((each) =>
    each.kind === "tool_call" && each.tool_use_id === entry.tool_use_id
  );
  const isNear = call && toRows([entry], [call]).length === 0;
  return isNear ? call.n : n;
}
