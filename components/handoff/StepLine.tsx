import type { Handoff } from "@/domain/handoff.ts";
import { plural } from "../format.ts";
import { StatusIcon } from "../StatusIcon.tsx";
import { shownSteps } from "./step_line.ts";

/** The five steps of a hand-off, from left to right. */
export function StepLine({ handoff }: { readonly handoff: Handoff }) {
  return (
    <ol class="steps">
      {shownSteps(handoff).map((step) => (
        <li
          key={step.step}
          class="step"
          data-look={step.look}
          aria-current={step.look === "working" ? "step" : undefined}
        >
          <StatusIcon look={step.look} />
          <span class="step-name">{step.name}</span>
          <span class="step-word">
            {step.word}
            {step.prompts > 1 && `, ${plural(step.prompts, "prompt")}`}
          </span>
        </li>
      ))}
    </ol>
  );
}
