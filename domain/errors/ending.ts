import type { ClaudeErrorCode } from "../claude_process.ts";
import type { CliEvent, CliExit, TurnResult } from "../cli_event.ts";
import { type Failure, failure, failureOfTurn } from "../failure.ts";
import type { FailureKind } from "../failure_kinds.ts";
import { rejectionOf, type UsageRejection } from "./usage_rejection.ts";

/** All that is known of how one turn, or the process itself, came to its end. */
export type Ending = {
  /** The CLI's own error class of the turn. */
  readonly cliError?: string;
  /** The account may use no more, says the API. */
  readonly rejection?: UsageRejection;
  readonly result?: TurnResult;
  readonly exit?: CliExit;
  /** The process had been ready for work before. */
  readonly wasUp?: boolean;
  /** It never came up. */
  readonly start?: { readonly code: ClaudeErrorCode; readonly message: string };
  /** The platform itself cut it short. */
  readonly cut?: Failure;
};

/** A turn of which nothing is known yet. */
export const NOTHING_YET: Ending = {};

/** The ending as far as it is known after one more event. Pure. */
export function observe(ending: Ending, event: CliEvent): Ending {
  switch (event.kind) {
    case "block_finished":
      return event.error === undefined
        ? ending
        : { ...ending, cliError: event.error };
    case "rate_limit": {
      const rejection = rejectionOf(event.raw);
      return rejection ? { ...ending, rejection } : ending;
    }
    case "turn_ended":
      return { ...ending, result: event.result };
    case "exited":
      return { ...ending, exit: event.exit };
    default:
      return ending;
  }
}

/**
 * What failed, from fields of the protocol and facts of the process; words are
 * read only where the CLI gives nothing else, at the end of a process.
 * `undefined` when nothing did. What the platform did itself comes first, then
 * how the turn ended, then how the process did.
 */
export function failureOf(ending: Ending): Failure | undefined {
  const { cut, result, start, exit, rejection } = ending;
  if (result?.succeeded) return undefined;
  if (cut) return cut;
  if (start) return failure(kindOfStart(start.code), start.message);
  if (result && !isStartResult(result)) {
    const why = failureOfTurn(result, ending.cliError);
    if (why?.kind === "rate_limit" && rejection) {
      return { ...why, kind: "usage_limit" };
    }
    // Nobody of us cut it short, and its process ended: it was a signal.
    if (why?.kind !== "interrupted" || !exit) return why;
  }
  if (result && !exit) return failure("start_failed", result.errors.join("\n"));
  return exit && failure(
    kindOfExit(exit, ending.wasUp ?? false),
    exitWords(exit, result),
  );
}

/** A process that cannot begin says so in a result of its own. */
function isStartResult(result: TurnResult): boolean {
  return result.subtype === "error_during_execution" && result.turns === 0 &&
    result.terminalReason === undefined;
}

function kindOfStart(code: ClaudeErrorCode): FailureKind {
  return code === "claude_not_found" ? "claude_not_found" : "start_failed";
}

/** The CLI's last words for what its exit code does not tell. */
const LAST_WORDS: readonly (readonly [RegExp, FailureKind])[] = [
  [/memory allocation of \d+ bytes failed|out of memory/i, "oom"],
  [
    /^Error parsing streaming input line|^Error: (Expected message|Missing request)/m,
    "bad_frame",
  ],
];

/** Exit code of a command line that the CLI does not take, and of a start that failed. */
const REFUSED_EXIT = 1;

function kindOfExit(exit: CliExit, wasUp: boolean): FailureKind {
  const words = exit.stderrTail.join("\n");
  const known = LAST_WORDS.find(([pattern]) => pattern.test(words));
  if (known) return known[1];
  const refused = exit.signal === undefined && exit.code === REFUSED_EXIT;
  return refused && !wasUp ? "start_failed" : "crashed";
}

function exitWords(exit: CliExit, result: TurnResult | undefined): string {
  const cause = exit.signal ?? `exit code ${exit.code}`;
  const words = [...exit.stderrTail, ...result?.errors ?? []].join("\n");
  return `The process ended by ${cause}. ${words}`.trim();
}
