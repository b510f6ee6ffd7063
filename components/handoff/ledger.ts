import type { Handoff, PromptReason, StepPrompt } from "@/domain/handoff.ts";
import { isHandoffEnded } from "@/domain/handoff_status.ts";
import type { Attempt, Task } from "@/domain/task.ts";
import { isTaskEnded, isWaitingTask } from "@/domain/task_status.ts";
import { failureWords } from "../failure_words.ts";
import { outcomeWords } from "../history/hit_words.ts";
import { stepName } from "./step_line.ts";

/** One thing that was offered to an agent, and how far it got. */
export type LedgerLine = {
  readonly key: string;
  readonly what: string;
  readonly agentId: string;
  readonly token: number;
  readonly offered: string | null;
  readonly claimed: string;
  readonly started: string | null;
  readonly reported: string | null;
  readonly accepted: string | null;
  /** Whether the times that are missing may still come. */
  readonly isOpen: boolean;
  /** How it ended, or that it has not. */
  readonly outcome: string;
};

const REASONS: Readonly<Record<PromptReason, string>> = {
  first: "",
  reminder: ", reminded",
  retry: ", from the beginning",
  resumed: ", after a restart",
};

/**
 * Every prompt to the manager and every attempt at a part, in the order in
 * which they were offered. Pure.
 *
 * @param parts The tasks of the hand-off's parts, as far as they are known.
 */
export function ledgerLines(
  handoff: Handoff,
  parts: readonly Task[],
): readonly LedgerLine[] {
  const prompts = handoff.prompts.map((prompt) => promptLine(handoff, prompt));
  const attempts = parts.flatMap((task) =>
    task.attempts.map((attempt) => attemptLine(task, attempt))
  );
  return [...prompts, ...attempts].sort((a, b) =>
    a.claimed < b.claimed ? -1 : a.claimed > b.claimed ? 1 : 0
  );
}

function promptLine(handoff: Handoff, prompt: StepPrompt): LedgerLine {
  return {
    key: prompt.message_uuid,
    what: `${stepName(prompt.step)}${REASONS[prompt.reason]}`,
    agentId: handoff.manager_id,
    token: prompt.token,
    offered: prompt.offered_at,
    claimed: prompt.offered_at,
    started: prompt.started_at,
    // A tool's answer is checked and taken at once.
    reported: prompt.accepted_at,
    accepted: prompt.accepted_at,
    isOpen: prompt === handoff.prompts.at(-1) && !isHandoffEnded(handoff),
    outcome: promptOutcome(handoff, prompt),
  };
}

function promptOutcome(handoff: Handoff, prompt: StepPrompt): string {
  if (prompt.accepted_at !== null) return "answered";
  if (prompt.ended_at !== null) return "no answer";
  return prompt === handoff.prompts.at(-1) && !isHandoffEnded(handoff)
    ? "under way"
    : "lost";
}

function attemptLine(task: Task, attempt: Attempt): LedgerLine {
  return {
    key: `${task.id} ${attempt.number}`,
    what: `Part ${task.part ?? task.title}, attempt ${attempt.number}`,
    agentId: attempt.agent_id,
    token: attempt.token,
    offered: attempt.offered_at,
    claimed: attempt.assigned_at,
    started: attempt.started_at,
    reported: attempt.reported_at,
    accepted: attempt.accepted_at,
    isOpen: attempt === task.attempts.at(-1) && !isTaskEnded(task.state) &&
      !isWaitingTask(task.state),
    outcome: attempt.outcome === null
      ? "under way"
      : [outcomeWords(attempt.outcome), failed(attempt)].filter(Boolean)
        .join(": "),
  };
}

function failed({ failure }: Attempt): string {
  return failure ? failureWords(failure.kind) : "";
}
