/** Comments that enclose an island, and server-rendered JSX inside one. */
export const ISLAND = "fresh-island";
export const SLOT = "fresh-slot";

/** Id of the script element with the props of all islands of a page. */
export const STATE_ID = "fresh-islands";

/** Attribute of a template with a slot the server had no place for. */
export const SLOT_ATTRIBUTE = "data-fresh-slot";

/** Text of the comment that opens range `index`. */
export function openMarker(kind: string, index: number): string {
  return `${kind}:${index}`;
}

/** Text of the comment that closes a range. */
export function closeMarker(kind: string): string {
  return `/${kind}`;
}

/** One opening or closing comment, or neither. */
export type Marker =
  | { readonly type: "open"; readonly kind: string; readonly index: number }
  | { readonly type: "close"; readonly kind: string };

/** Reads the text of a comment. */
export function parseMarker(text: string): Marker | undefined {
  for (const kind of [ISLAND, SLOT]) {
    if (text === closeMarker(kind)) return { type: "close", kind };
    if (text.startsWith(`${kind}:`)) {
      return { type: "open", kind, index: Number(text.slice(kind.length + 1)) };
    }
  }
  return undefined;
}
