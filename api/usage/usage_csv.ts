import type { UsageReport } from "@/domain/usage_report.ts";

const COLUMNS = [
  "day",
  "id",
  "name",
  "turns",
  "input_tokens",
  "output_tokens",
  "cache_read_tokens",
  "cache_write_tokens",
  "cost_usd",
];

/** A report as a table for spreadsheets (RFC 4180): a line for each day and group. */
export function usageCsv({ by, groups, days }: UsageReport): string {
  const names = new Map(groups.map(({ id, name }) => [id, name]));
  const lines = days.flatMap((day) =>
    day.groups.map(({ id, usage, turns }) => [
      day.day,
      id ?? "",
      names.get(id) ?? "",
      turns,
      usage.input_tokens,
      usage.output_tokens,
      usage.cache_read_tokens,
      usage.cache_write_tokens,
      usage.cost_usd,
    ])
  );
  const head = COLUMNS.map((name) => name === "id" ? by : name);
  return [head, ...lines].map((line) => `${line.map(cell).join(",")}\r\n`)
    .join("");
}

/** Quoted where it has to be; what a spreadsheet would take for a formula is made a text. */
function cell(value: string | number): string {
  if (typeof value === "number") return String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
