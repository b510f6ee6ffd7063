import { beginning } from "@/domain/long_text.ts";

const MAX_CHARS = 200;

/** The argument that says most about a call, by tool. */
const MAIN_ARGUMENT: Readonly<Record<string, string>> = {
  Bash: "command",
  Read: "file_path",
  Write: "file_path",
  Edit: "file_path",
  NotebookEdit: "notebook_path",
  Glob: "pattern",
  Grep: "pattern",
  WebFetch: "url",
  WebSearch: "query",
  Task: "description",
  Agent: "description",
};

/** One short line on what a tool call does: its command, its path, its query. */
export function toolDetail(tool: string, input: unknown): string {
  if (typeof input !== "object" || input === null) return "";
  const known = MAIN_ARGUMENT[tool];
  const value = known
    ? (input as Record<string, unknown>)[known]
    : Object.values(input).find((each) => typeof each === "string");
  if (typeof value !== "string") return "";
  const line = value.replace(/\s+/g, " ").trim();
  return line.length <= MAX_CHARS ? line : `${beginning(line, MAX_CHARS - 1)}…`;
}
