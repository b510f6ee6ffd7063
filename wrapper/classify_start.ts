import { ClaudeError, type ClaudeErrorCode } from "@/domain/claude_process.ts";
import type { CliExit } from "@/domain/cli_event.ts";

/** The CLI's own words for a start that cannot succeed, and what they mean. */
const REASONS: readonly (readonly [RegExp, ClaudeErrorCode])[] = [
  [/Session ID .* is already in use/i, "session_in_use"],
  [/No conversation found with session ID/i, "session_not_found"],
  [
    /failed to execute|No such file or directory|not found/i,
    "claude_not_found",
  ],
];

/** Shells and wrappers exit like this when the program is not there. */
const NOT_FOUND_EXIT = 127;

/**
 * The error for a process that ended before it was ready, from its exit code
 * and its own last words. A start that failed so fails again: do not retry
 * without a change.
 *
 * @param said Further words of the CLI, such as the errors of a result frame.
 */
export function classifyStartFailure(
  claudePath: string,
  exit: CliExit,
  said: readonly string[],
): ClaudeError {
  const words = [...exit.stderrTail, ...said];
  const text = words.join("\n");
  const match = REASONS.find(([pattern, code]) =>
    pattern.test(text) &&
    (code !== "claude_not_found" || exit.code === NOT_FOUND_EXIT)
  );
  const code = match?.[1] ?? "claude_start_failed";
  const how = exit.signal === undefined
    ? `it exited with code ${exit.code}`
    : `it was ended by ${exit.signal}`;
  const last = words.filter((line) => line.trim() !== "").slice(-3).join(" / ");
  const evidence = last === "" ? "without a word" : `saying: ${last}`;
  return new ClaudeError(
    code,
    `Cannot start "${claudePath}": ${how}, ${evidence}`,
  );
}
