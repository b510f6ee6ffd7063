import { printLine, warnLine } from "../output.ts";

/** Where a command's words go: lines for people, JSON for programs. */
export type Output = {
  readonly line: (text: string) => void;
  /** For what is not the answer itself: progress, warnings. */
  readonly note: (text: string) => void;
};

/** Standard output and standard error. */
export const STANDARD: Output = { line: printLine, note: warnLine };

/** Writes rows under a heading, each column as wide as its widest cell. */
export function table(
  out: Output,
  heading: readonly string[],
  rows: readonly (readonly string[])[],
): void {
  const lines = [heading, ...rows].map((row) => row.map(safe));
  const widths = heading.map((_, column) =>
    Math.max(...lines.map((row) => row[column]?.length ?? 0))
  );
  for (const row of lines) {
    out.line(
      row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ")
        .trimEnd(),
    );
  }
}

/** Writes names and values, one pair a line. */
export function facts(
  out: Output,
  pairs: readonly (readonly [string, string])[],
): void {
  const width = Math.max(...pairs.map(([name]) => name.length));
  for (const [name, value] of pairs) {
    out.line(`${name.padEnd(width)}  ${safe(value)}`);
  }
}

/** One value as JSON on one line. */
export function json(out: Output, value: unknown): void {
  out.line(JSON.stringify(value));
}

/**
 * The text without what a terminal would obey: an agent's words may hold any
 * character. Line breaks become spaces.
 */
export function safe(text: string): string {
  return text.replaceAll(/[\r\n\t]+/g, " ").replaceAll(/\p{Cc}/gu, "");
}

/** The same, with its line breaks. */
export function safeLines(text: string): readonly string[] {
  return text.split(/\r?\n/).map((line) =>
    line.replaceAll("\t", "  ").replaceAll(/\p{Cc}/gu, "")
  );
}
