import { shortPaths } from "../short_paths.ts";

/** The argument that says most, in the order in which it is looked for. */
const TELLING = [
  "command",
  "file_path",
  "path",
  "pattern",
  "url",
  "query",
  "description",
  "prompt",
];

/**
 * The main argument of a tool call in one line: a command, a path, a pattern.
 * Takes the input as JSON text, which may be cut; then its beginning is shown.
 *
 * @param folder Where the agent works: paths inside it are shown without it.
 */
export function toolSummary(inputJson: string, folder: string): string {
  const input = parse(inputJson);
  if (!input) return oneLine(shortPaths(inputJson, folder));
  const key = TELLING.find((name) => typeof input[name] === "string") ??
    Object.keys(input).find((name) => typeof input[name] === "string");
  return key ? oneLine(shortPaths(String(input[key]), folder)) : "";
}

/** JSON laid out for reading; text that is not JSON stays as it is. */
export function prettyInput(inputJson: string): string {
  const input = parse(inputJson);
  return input ? JSON.stringify(input, null, 2) : inputJson;
}

function parse(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null
      ? value as Record<string, unknown>
      : undefined;
  } catch {
    return undefined; // cut in the middle, or not finished yet
  }
}

function oneLine(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length <= 160 ? line : `${line.slice(0, 159)}…`;
}
