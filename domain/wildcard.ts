/** A piece of a pattern: one literal character, or any text. */
type Piece = { readonly literal: string } | "any";

/**
 * Whether the whole text fits the pattern: `*` stands for any text, also
 * none, and `\*` for a star itself. Takes time by the product of both lengths
 * at the most, whatever the pattern.
 */
export function fitsWildcard(pattern: string, text: string): boolean {
  const pieces = piecesOf(pattern);
  let at = 0;
  let read = 0;
  /** Where the last star was, and how much text it has taken so far. */
  let star: { readonly at: number; read: number } | undefined;
  while (read < text.length) {
    const piece = pieces[at];
    if (piece === "any") {
      star = { at, read };
      at++;
    } else if (piece && piece.literal === text[read]) {
      at++;
      read++;
    } else if (star) {
      star.read++;
      at = star.at + 1;
      read = star.read;
    } else {
      return false;
    }
  }
  return pieces.slice(at).every((piece) => piece === "any");
}

/** The pattern that fits this text alone. */
export function exactly(text: string): string {
  return text.replaceAll("*", "\\*");
}

/** Whether the pattern can fit more than one text. */
export function hasWildcard(pattern: string): boolean {
  return piecesOf(pattern).includes("any");
}

function piecesOf(pattern: string): Piece[] {
  const pieces: Piece[] = [];
  for (let i = 0; i < pattern.length; i++) {
    if (pattern[i] === "\\" && pattern[i + 1] === "*") {
      pieces.push({ literal: "*" });
      i++;
    } else {
      const character = pattern[i] as string;
      pieces.push(character === "*" ? "any" : { literal: character });
    }
  }
  return pieces;
}
