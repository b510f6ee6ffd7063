/** A piece of a text: as it is, or a character that would not be seen. */
export type TextPiece =
  | { readonly plain: string }
  | { readonly odd: string };

/**
 * What shows as nothing, or turns what stands around it: control characters
 * but tab and line feed, marks of writing direction, blanks of no width, and
 * tags.
 */
const ODD =
  // deno-lint-ignore no-control-regex -- control characters are what is looked for
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb]|[\u{e0000}-\u{e01ef}]/gu;

/** Splits a text so that nothing in it stays unseen: `U+202E` in the place of each odd character. */
export function textPieces(text: string): TextPiece[] {
  const pieces: TextPiece[] = [];
  let at = 0;
  for (const { 0: odd, index } of text.matchAll(ODD)) {
    if (index > at) pieces.push({ plain: text.slice(at, index) });
    pieces.push({ odd: codeOf(odd) });
    at = index + odd.length;
  }
  if (at < text.length) pieces.push({ plain: text.slice(at) });
  return pieces;
}

function codeOf(character: string): string {
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase();
  return `U+${code.padStart(4, "0")}`;
}
