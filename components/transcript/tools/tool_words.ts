import { shortPaths } from "../../short_paths.ts";
import { plural } from "../../format.ts";
import { TRANSCRIPT_TEXT } from "../../text/transcript_text.ts";
import { diffLines } from "../../inbox/diff_lines.ts";
import type { Edit } from "../../inbox/asked_input.ts";
import type { ToolLook } from "./tool_look.ts";
import { commandResult, countHits } from "./tool_result.ts";

const MAX_SUMMARY_CHARS = 160;

/**
 * What a call asked for, in one line: a command, a path, a pattern.
 *
 * @param folder Where the agent works: paths inside it are shown without it.
 */
export function toolSummary(look: ToolLook, folder: string): string {
  return oneLine(shortPaths(mainWords(look), folder));
}

function mainWords(look: ToolLook): string {
  switch (look.kind) {
    case "command":
      return look.command;
    case "edits":
    case "read":
      return look.path;
    case "search":
      return look.where ? `${look.pattern} in ${look.where}` : look.pattern;
    case "web":
      return look.what;
    case "todos": {
      const now = look.todos.find(({ state }) => state === "in_progress");
      return now?.text ?? "";
    }
    case "agent":
      return look.about || look.prompt;
    case "other":
      return String(
        Object.values(look.fields).find((value) =>
          typeof value === "string" && value !== ""
        ) ?? "",
      );
  }
}

/** What else the folded line says: lines, hits, how much is done. */
export function toolFacts(
  look: ToolLook,
  result: { readonly text: string; readonly isError: boolean } | undefined,
): string {
  switch (look.kind) {
    case "command": {
      if (!result) return "";
      const { exitCode } = commandResult(result.text, result.isError);
      return exitCode === null ? "" : TRANSCRIPT_TEXT.exit(exitCode);
    }
    case "edits": {
      const { added, removed } = changedLines(look.edits);
      return look.edits.length === 0 ? "" : `+${added} −${removed}`;
    }
    case "read":
      return look.from === null
        ? ""
        : TRANSCRIPT_TEXT.lines(look.from, look.to);
    case "search": {
      const hits = result && !result.isError ? countHits(result.text) : null;
      return hits === null ? "" : plural(hits, "hit");
    }
    case "todos": {
      const done = look.todos.filter(({ state }) => state === "completed");
      return TRANSCRIPT_TEXT.done(done.length, look.todos.length);
    }
    case "agent":
      return look.type;
    case "web":
    case "other":
      return "";
  }
}

/** Lines that a change brings, and lines that it takes away. */
export function changedLines(
  edits: readonly Edit[],
): { readonly added: number; readonly removed: number } {
  const lines = edits.flatMap(({ before, after }) => diffLines(before, after));
  const count = (kind: string) =>
    lines.filter((line) => line.kind === kind).length;
  return { added: count("added"), removed: count("removed") };
}

function oneLine(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length <= MAX_SUMMARY_CHARS
    ? line
    : `${line.slice(0, MAX_SUMMARY_CHARS - 1)}…`;
}
