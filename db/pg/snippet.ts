import { beginning } from "@/domain/long_text.ts";

/** A short piece of a text, cut where found words begin and end. Plain text. */
export type Snippet = readonly {
  readonly text: string;
  /** Whether it is a word that was searched for. */
  readonly found: boolean;
}[];

/** Put around found words by the search; no text that is searched has them. */
export const FOUND_BEGINS = "\u0001";
export const FOUND_ENDS = "\u0002";

const LENGTH = 240;
const BEFORE_FIRST = 60;

/**
 * The part of `text` around the first found word.
 *
 * @param marked The searchable form of the text with the marks in it: apart
 * from them it has one character for each of `text`.
 */
export function snippetOf(text: string, marked: string): Snippet {
  const found = foundRanges(marked);
  // Should the two ever differ in length, places in one say nothing of the other.
  if (marked.length - 2 * found.length !== text.length || !found[0]) {
    return pieces(text, 0, []);
  }
  const start = Math.max(0, found[0].from - BEFORE_FIRST);
  return pieces(text, start === 0 ? 0 : nextWord(text, start), found);
}

type Range = { readonly from: number; readonly to: number };

function foundRanges(marked: string): Range[] {
  const ranges: Range[] = [];
  let marks = 0;
  let from = 0;
  for (let i = 0; i < marked.length; i++) {
    if (marked[i] === FOUND_BEGINS) {
      from = i - marks++;
    } else if (marked[i] === FOUND_ENDS) {
      ranges.push({ from, to: i - marks++ });
    }
  }
  return ranges;
}

function pieces(
  text: string,
  start: number,
  found: readonly Range[],
): Snippet {
  const shown = beginning(text.slice(start), LENGTH);
  const end = start + shown.length;
  const result: { text: string; found: boolean }[] = [];
  const add = (from: number, to: number, isFound: boolean) => {
    if (to <= from) return;
    const piece = text.slice(from, to).replaceAll(/\s+/g, " ");
    result.push({ text: piece, found: isFound });
  };
  if (start > 0) result.push({ text: "…", found: false });
  let at = start;
  for (const { from, to } of found) {
    if (from < start || to > end) continue;
    add(at, from, false);
    add(from, to, true);
    at = to;
  }
  add(at, end, false);
  if (end < text.length) result.push({ text: "…", found: false });
  return result;
}

/** Where the next word begins, if it is near; never inside a surrogate pair. */
function nextWord(text: string, from: number): number {
  const space = text.slice(from, from + BEFORE_FIRST).search(/\s/);
  if (space >= 0) return from + space + 1;
  const code = text.charCodeAt(from);
  return code >= 0xdc00 && code <= 0xdfff ? from + 1 : from;
}
