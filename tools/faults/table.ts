import type { FaultRow, ShownBy } from "./catalogue.ts";

/** How one test ended. */
export type TestEnd = {
  readonly file: string;
  readonly name: string;
  readonly passed: boolean;
};

/** What a test said of how it made the fault happen. */
export type FaultNote = {
  readonly fault: string;
  readonly seed?: string;
  readonly count: number;
};

export const TABLE_BEGIN =
  "<!-- faults: written by `deno task test:faults` -->";
export const TABLE_END = "<!-- end of faults -->";

/** Whether a name is one that a test of the file can have; `${…}` fits any text. */
export function fits(shown: ShownBy, end: TestEnd): boolean {
  if (end.file !== shown.file) return false;
  const parts = shown.has.split(/\$\{[^}]*\}/).map(escaped);
  return new RegExp(parts.join(".*"), "s").test(end.name);
}

/**
 * The rows of the table as Markdown.
 *
 * @param remark Stands beside each result: how it was come by.
 */
export function faultTable(
  rows: readonly FaultRow[],
  ends: readonly TestEnd[],
  notes: readonly FaultNote[],
  remark = "",
): string {
  const lines = rows.map((row) => {
    const mine = ends.filter((end) =>
      row.shownBy.some((shown) => fits(shown, end))
    );
    const told = notes.filter(({ fault }) => fault === row.id);
    const count = told.reduce((sum, note) => sum + note.count, 0);
    const seeds = [...new Set(told.flatMap(({ seed }) => seed ?? []))];
    return cells([
      row.id,
      row.fault,
      row.holds,
      row.shownBy.map(({ file, has }) => `[${plain(has)}](../${file})`)
        .join("; "),
      resultOf(row, mine) + remark,
      count > 0 ? `${count}` : `${mine.length}`,
      seeds.join(", ") || "-",
    ]);
  });
  return [
    cells(["", "Fault", "What holds", "Shown by", "Result", "Times", "Seed"]),
    cells(["---", "---", "---", "---", "---", "---:", "---"]),
    ...lines,
  ].join("\n");
}

/** The text between the two marks, replaced; throws where a mark is missing. */
export function withTable(document: string, table: string): string {
  const begin = document.indexOf(TABLE_BEGIN);
  const end = document.indexOf(TABLE_END);
  if (begin < 0 || end < begin) {
    throw new Error("Cannot write the table of faults: its marks are missing");
  }
  return `${document.slice(0, begin)}${TABLE_BEGIN}\n\n${table}\n\n` +
    document.slice(end);
}

/** The table on the page, with those of its rows replaced that `table` has, too. */
export function withRows(document: string, table: string): string {
  const fresh = new Map(
    table.split("\n").map((line) => [idOf(line), line] as const),
  );
  const begin = document.indexOf(TABLE_BEGIN);
  const end = document.indexOf(TABLE_END);
  const rows = document.slice(begin, end).split("\n").map((line) => {
    const id = idOf(line);
    return id === undefined ? line : fresh.get(id) ?? line;
  });
  return document.slice(0, begin) + rows.join("\n") + document.slice(end);
}

/** Which fault a line of the table is about. */
function idOf(line: string): string | undefined {
  return /^\| (F\d+) /.exec(line)?.[1];
}

function resultOf(row: FaultRow, mine: readonly TestEnd[]): string {
  const isShown = row.shownBy.every((shown) =>
    mine.some((end) => fits(shown, end))
  );
  if (!isShown) return "not run";
  return mine.every(({ passed }) => passed) ? "passed" : "FAILED";
}

function cells(texts: readonly string[]): string {
  return `| ${texts.map((text) => text.replaceAll("|", "\\|")).join(" | ")} |`;
}

/** A piece of a name without what is filled in. */
function plain(has: string): string {
  return has.replaceAll(/\$\{[^}]*\}/g, "…");
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
