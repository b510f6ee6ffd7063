/** A piece of a terminal's output in one look. */
export type AnsiPiece = {
  readonly text: string;
  /** Names of classes: a colour, `bold`; none for plain text. */
  readonly looks: readonly string[];
};

const COLORS = [
  "black",
  "red",
  "green",
  "yellow",
  "blue",
  "magenta",
  "cyan",
  "white",
];

/**
 * What a terminal would be told: colours and styles (SGR) are kept, and all
 * else goes: cursor moves, titles, links, and control characters.
 */
const SEQUENCE =
  // deno-lint-ignore no-control-regex -- escape sequences are what is looked for
  /\u001b\[([0-9;:]*)m|\u001b\[[0-?]*[ -/]*[@-~]|\u001b[\]PX^_][^\u0007\u001b]*(?:\u0007|\u001b\\)?|\u001b[ -/]*[0-~]|[\u0000-\u0008\u000b\u000c\u000e-\u001a\u001c-\u001f\u007f\u0080-\u009f]/g;

type Style = { color?: string; bold?: boolean; dim?: boolean; under?: boolean };

/** Splits output into pieces of one look each; the looks are names alone, never styles. */
export function ansiPieces(output: string): readonly AnsiPiece[] {
  const text = overwritten(output);
  const pieces: AnsiPiece[] = [];
  let style: Style = {};
  let at = 0;
  const take = (piece: string) => {
    if (piece !== "") pieces.push({ text: piece, looks: looksOf(style) });
  };
  for (const { 0: sequence, 1: codes, index } of text.matchAll(SEQUENCE)) {
    take(text.slice(at, index));
    at = index + sequence.length;
    if (codes !== undefined) style = styled(style, codes);
  }
  take(text.slice(at));
  return joined(pieces);
}

/** The text without what a terminal would be told. */
export function withoutAnsi(output: string): string {
  return overwritten(output).replace(SEQUENCE, "");
}

/** Of a line that was written over and over, what was last seen of it. */
function overwritten(text: string): string {
  if (!text.includes("\r")) return text;
  return text.replaceAll("\r\n", "\n").split("\n").map((line) => {
    const kept = line.endsWith("\r") ? line.slice(0, -1) : line;
    return kept.slice(kept.lastIndexOf("\r") + 1);
  }).join("\n");
}

function styled(before: Style, codes: string): Style {
  const style = { ...before };
  const list = codes.split(/[;:]/).map(Number);
  for (let i = 0; i < list.length; i++) {
    const code = list[i] ?? 0;
    if (code === 0) {
      delete style.color;
      delete style.bold;
      delete style.dim;
      delete style.under;
    } else if (code === 1) style.bold = true;
    else if (code === 2) style.dim = true;
    else if (code === 4) style.under = true;
    else if (code === 22) style.bold = style.dim = false;
    else if (code === 24) style.under = false;
    else if (code === 39) delete style.color;
    else if (code >= 30 && code <= 37) style.color = COLORS[code - 30]!;
    else if (code >= 90 && code <= 97) style.color = COLORS[code - 90]!;
    // A colour by number or parts: the numbers behind it are no codes.
    else if (code === 38 || code === 48) i += list[i + 1] === 5 ? 2 : 4;
  }
  return style;
}

function looksOf({ color, bold, dim, under }: Style): readonly string[] {
  return [
    color && `ansi-${color}`,
    bold && "ansi-bold",
    dim && "ansi-dim",
    under && "ansi-under",
  ].filter((look) => typeof look === "string");
}

function joined(pieces: readonly AnsiPiece[]): readonly AnsiPiece[] {
  const all: AnsiPiece[] = [];
  for (const piece of pieces) {
    const last = all.at(-1);
    if (last && last.looks.join() === piece.looks.join()) {
      all[all.length - 1] = { ...last, text: last.text + piece.text };
    } else all.push(piece);
  }
  return all;
}
