import type { Evidence } from "@/domain/errors/evidence.ts";
import type { EventDraft } from "@/domain/event.ts";
import type { Failure } from "@/domain/failure.ts";
import type { AgentId } from "@/domain/ids.ts";
import type { LongText } from "@/domain/long_text.ts";
import { cutByBudget } from "./budgets/cut_by_budget.ts";
import type { AgentLimits } from "./limits/agent_limits.ts";
import type { AttemptEnd } from "./queue/end_of_attempt.ts";
import { refusalDraft } from "./runner_drafts.ts";
import type { TaskRun } from "./task_run.ts";
import type { Turn } from "./turn.ts";

/** All that is known of a turn that is over. */
export type EndedTurn = {
  /** The prompt that it answered; `undefined`: nobody asked for it. */
  readonly turn: Turn | undefined;
  readonly failed: Failure | undefined;
  /** Its agent's budget ended it. */
  readonly isCapped: boolean;
  /** The attempt that ends with it. */
  readonly ended: TaskRun | undefined;
  readonly output: LongText;
  readonly evidence: Evidence;
  /** What was taken back before it ended, with the token that it had. */
  readonly refused:
    | { readonly run: TaskRun | undefined; readonly token: number }
    | undefined;
};

/** What a turn's end means for those who waited for it, as events to append in the same tick. */
export function turnEndDrafts(
  agent: AgentId,
  of: EndedTurn,
  limits: AgentLimits,
  attemptEnd: (run: TaskRun, end: AttemptEnd) => readonly EventDraft[],
): EventDraft[] {
  const { turn, failed, isCapped, ended, refused } = of;
  const late = refused?.run;
  return [
    ...(late && !late.isHandoff
      ? [refusalDraft(agent, late, refused.token)]
      : []),
    ...(turn?.onEnded?.(
      failed ? { failure: isCapped ? cutByBudget() : failed } : {},
    ) ?? []),
    ...(ended ? attemptEnd(ended, endOf(of, ended, limits)) : []),
  ];
}

function endOf(
  { failed, isCapped, output, evidence }: EndedTurn,
  run: TaskRun,
  limits: AgentLimits,
): AttemptEnd {
  if (!failed) {
    return { output, durationMs: run.worked.ms, turns: run.worked.turns };
  }
  const outcome = isCapped ? "limited" : limits.outcomeOf(run, failed);
  return { failure: failed, outcome, evidence };
}
