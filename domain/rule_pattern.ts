import type { RulePattern } from "./approval_rule.ts";
import { type Asked, leavesSandbox } from "./rule_matching.ts";
import { absolutePath, PATH_TOOLS, pathArgument } from "./rule_paths.ts";
import { exactly } from "./wildcard.ts";

/**
 * The narrowest pattern that fits a request: the exact command or file where
 * the tool has one, else every call of the tool. `undefined` when no pattern
 * can say it, such as a command of several lines, or may, as for a question.
 */
export function narrowPattern(
  asked: Pick<Asked, "kind" | "tool" | "input" | "working_directory">,
): RulePattern | undefined {
  if (asked.kind === "question" || leavesSandbox(asked)) return undefined;
  const detail = detailOf(asked);
  if (!detail) return undefined;
  const { command = "-", path = "-" } = detail;
  return isOneLine(asked.tool, 200) && isOneLine(command, 1_000) &&
      isOneLine(path, 1_024)
    ? { tool: asked.tool, ...detail }
    : undefined;
}

/** As the schema of patterns takes it, without being changed by it. */
function isOneLine(text: string, max: number): boolean {
  return text !== "" && text.length <= max &&
    // deno-lint-ignore no-control-regex -- control characters are what is refused
    !/[\u0000-\u001f\u007f]/.test(text) &&
    text.trim() === text;
}

function detailOf(
  { tool, input, working_directory }: Parameters<typeof narrowPattern>[0],
): { readonly command?: string; readonly path?: string } | undefined {
  if (tool === "Bash") {
    const { command } = (input ?? {}) as { readonly command?: unknown };
    return typeof command === "string"
      ? { command: exactly(command) }
      : undefined;
  }
  if (!PATH_TOOLS.includes(tool)) return {};
  const path = absolutePath(working_directory, pathArgument(tool, input) ?? "");
  return path === undefined ? undefined : { path: exactly(path) };
}

/** Why a pattern can never fit anything, in a sentence; `undefined` when it can. */
export function patternProblem(pattern: RulePattern): string | undefined {
  const { tool, command, path } = pattern;
  if (tool.slice(0, -1).includes("*")) {
    return "a tool's name takes a star at its end alone";
  }
  if (command !== undefined && tool !== "Bash") {
    return "only rules about Bash take a command";
  }
  if (path === undefined) return undefined;
  if (!tool.endsWith("*") && !PATH_TOOLS.includes(tool)) {
    return `only rules about ${PATH_TOOLS.join(", ")} take a path`;
  }
  if (path.split("/").includes("..")) return "a path takes no ..";
  return path.startsWith("~")
    ? "a path begins at the agent's folder, or with a slash"
    : undefined;
}
