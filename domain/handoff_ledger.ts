import type { Handoff, PromptReason, StepPrompt } from "./handoff.ts";

/** Turns without an answer after which a step is given up. */
export const MAX_UNANSWERED = 3;

/** The prompts of the step that the hand-off is in, since it last got there. */
export function openPrompts(handoff: Handoff): readonly StepPrompt[] {
  const answered = handoff.prompts.findLastIndex((prompt) =>
    prompt.accepted_at !== null
  );
  return handoff.prompts.slice(answered + 1);
}

/**
 * Whether the manager was asked for the step that the hand-off is in, and has
 * not yet given all that the step needs.
 */
export function isAsked(handoff: Handoff): boolean {
  return openPrompts(handoff).at(-1)?.step === handoff.state.status;
}

/** Whether the turn of the newest prompt has not been seen to end. */
export function isTurnOpen(handoff: Handoff): boolean {
  return handoff.prompts.at(-1)?.ended_at === null;
}

/**
 * Why the manager is to be asked next for the step that the hand-off is in:
 * `undefined` when it has been asked often enough. A prompt whose turn never
 * ended was lost with its process, and counts for nothing.
 */
export function nextReason(handoff: Handoff): PromptReason | undefined {
  const prompts = openPrompts(handoff);
  const last = prompts.at(-1);
  if (!last) return "first";
  if (last.ended_at === null) return "resumed";
  const unanswered = prompts.filter(({ ended_at }) => ended_at !== null).length;
  if (unanswered >= MAX_UNANSWERED) return undefined;
  return unanswered === 1 ? "reminder" : "retry";
}
