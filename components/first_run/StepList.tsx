import type { ComponentChildren } from "preact";
import { StatusChip } from "../StatusChip.tsx";
import type { Look } from "../status.ts";
import { FIRST_RUN_TEXT as TEXT } from "../text/first_run_text.ts";
import type { Step } from "./steps.ts";

const LOOK_OF: Readonly<Record<Step["state"], Look>> = {
  done: "done",
  todo: "needs_you",
  waiting: "queued",
  problem: "failed",
  optional: "idle",
};

type StepListProps = {
  readonly steps: readonly Step[];
  /** What can be done about a step, beside its text. */
  readonly actionsOf: (step: Step) => ComponentChildren;
};

/** The first steps in their order, each with its state and what to do. */
export function StepList({ steps, actionsOf }: StepListProps) {
  return (
    <ol class="first-steps">
      {steps.map((step) => (
        <li class="first-step" key={step.key} data-state={step.state}>
          <StatusChip
            status={{
              look: LOOK_OF[step.state],
              word: TEXT.states[step.state],
              reason: "",
              evidence: "",
            }}
          />
          <div class="first-step-what">
            <p class="first-step-name">{step.name}</p>
            <p class="meta">{step.text}</p>
          </div>
          <div class="first-step-acts">{actionsOf(step)}</div>
        </li>
      ))}
    </ol>
  );
}
