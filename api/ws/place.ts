/**
 * What a client has of the log: all up to event `seq`, and of the event after
 * it the messages up to number `part`; -1: none of them.
 */
export type Place = { readonly seq: number; readonly part: number };

/** Reads a message's `seq`, or its `id`, which is `<seq>.<part>`; `undefined` for any other text. */
export function readPlace(text: string | number): Place | undefined {
  const [, seq, part] = String(text).match(/^(\d{1,15})(?:\.(\d))?$/) ?? [];
  if (seq === undefined) return undefined;
  // Of an event that has several messages the later ones may be missing.
  return part === undefined
    ? { seq: Number(seq), part: -1 }
    : { seq: Number(seq) - 1, part: Number(part) };
}
