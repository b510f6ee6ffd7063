import type { Failure } from "../failure.ts";
import type { FailureKind } from "../failure_kinds.ts";
import type { AgentId, TaskId } from "../ids.ts";
import {
  type ErrorType,
  errorTypeOf,
  type Severity,
  severityOf,
} from "./error_type.ts";

/** One error, with what it is, how much it matters, whom it concerns and what proves it. */
export type ClassifiedError = {
  readonly error_type: ErrorType;
  readonly kind: FailureKind;
  readonly severity: Severity;
  readonly agent: AgentId | undefined;
  readonly task: TaskId | undefined;
  /** The words of the CLI, of the API or of the process. */
  readonly evidence: string;
};

/**
 * Says what an error is. Pure.
 *
 * @param about `earlierInARow`: failures of the same agent or task right before this one.
 */
export function classify(
  why: Failure,
  about: {
    readonly agent?: AgentId | undefined;
    readonly task?: TaskId | undefined;
    readonly earlierInARow?: number;
  } = {},
): ClassifiedError {
  return {
    error_type: errorTypeOf(why.kind),
    kind: why.kind,
    severity: severityOf(why.kind, about.earlierInARow ?? 0),
    agent: about.agent,
    task: about.task,
    evidence: why.message,
  };
}
