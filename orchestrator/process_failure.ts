import { ClaudeError, type ClaudeProcess } from "@/domain/claude_process.ts";
import type { CliExit } from "@/domain/cli_event.ts";
import { failureOf } from "@/domain/errors/ending.ts";
import { type Failure, failure } from "@/domain/failure.ts";
import type { FailureKind } from "@/domain/failure_kinds.ts";
import { FolderUnusable } from "@/domain/folder_unusable.ts";

/** A pipe breaks a moment before its process is known to be gone. */
const EXIT_NEWS_MS = 500;

/** Why a process could not be started. */
export function startFailure(error: unknown): Failure {
  return failure(startKind(error), messageOf(error));
}

function startKind(error: unknown): FailureKind {
  if (error instanceof FolderUnusable) return "folder_unusable";
  const missing = error instanceof ClaudeError &&
    error.code === "claude_not_found";
  return missing ? "claude_not_found" : "start_failed";
}

/**
 * Why a process can no longer be spoken to: because it has ended, where that
 * comes out within `EXIT_NEWS_MS`, else because its input is closed.
 *
 * @param error What writing to it met.
 */
export async function lossFailure(
  process: Pick<ClaudeProcess, "exited">,
  error: unknown,
): Promise<Failure> {
  const wait = Promise.withResolvers<undefined>();
  const timer = setTimeout(wait.resolve, EXIT_NEWS_MS);
  const exit = await Promise.race([process.exited, wait.promise]);
  clearTimeout(timer);
  return exit ? exitFailure(exit) : failure("link_lost", messageOf(error));
}

/** How a process ended by itself, with its last words. */
export function exitFailure(exit: CliExit): Failure {
  return failureOf({ exit, wasUp: true }) ?? failure("crashed", "It ended");
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
