import type { Handoff } from "@/domain/handoff.ts";
import { HANDOFF_STEPS, type HandoffStep } from "@/domain/handoff_steps.ts";
import type { Look } from "../status.ts";

/** One step as the line of steps shows it. */
export type ShownStep = {
  readonly step: HandoffStep;
  readonly name: string;
  readonly look: Look;
  readonly word: string;
  /** How often it was asked for, its workers' part aside. */
  readonly prompts: number;
};

const NAMES: Readonly<Record<HandoffStep, string>> = {
  analyzing: "Analyze",
  selecting: "Choose workers",
  instructing: "Instruct",
  executing: "Workers at work",
  processing: "Judge",
};

/** What a step is called. */
export function stepName(step: HandoffStep): string {
  return NAMES[step];
}

/** The five steps as they stand. Pure. */
export function shownSteps(handoff: Handoff): readonly ShownStep[] {
  const { state } = handoff;
  const at = state.status === "completed"
    ? HANDOFF_STEPS.length
    : HANDOFF_STEPS.indexOf(
      state.status === "failed" ? state.step : state.status,
    );
  return HANDOFF_STEPS.map((step, index) => ({
    step,
    name: NAMES[step],
    prompts: handoff.prompts.filter((prompt) => prompt.step === step).length,
    ...lookOf(index - at, state.status === "failed"),
  }));
}

function lookOf(
  distance: number,
  isFailed: boolean,
): Pick<ShownStep, "look" | "word"> {
  if (distance < 0) return { look: "done", word: "Done" };
  if (distance > 0) return { look: "idle", word: "To come" };
  return isFailed
    ? { look: "failed", word: "Failed" }
    : { look: "working", word: "Under way" };
}
