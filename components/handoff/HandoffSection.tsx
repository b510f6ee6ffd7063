import type { Fleet } from "@/domain/fleet.ts";
import type { Handoff } from "@/domain/handoff.ts";
import type { Task } from "@/domain/task.ts";
import { AgentLink } from "../AgentLink.tsx";
import { ErrorBox } from "../ErrorBox.tsx";
import { failureWords } from "../failure_words.ts";
import { formatCount } from "../format.ts";
import { Markdown } from "../markdown/Markdown.tsx";
import { ledgerLines } from "./ledger.ts";
import { LedgerTable } from "./LedgerTable.tsx";
import { PartCards } from "./PartCards.tsx";
import { stepName } from "./step_line.ts";
import { StepLine } from "./StepLine.tsx";
import { TASK_TEXT } from "@/components/text/task_text.ts";

type HandoffSectionProps = {
  readonly handoff: Handoff;
  /** The tasks of its parts, as far as they are known. */
  readonly parts: readonly Task[];
  readonly fleet: Fleet;
};

/** A task on its way from its manager to workers and back. */
export function HandoffSection(
  { handoff, parts, fleet }: HandoffSectionProps,
) {
  const { state, requirements } = handoff;
  const lines = ledgerLines(handoff, parts);
  return (
    <section aria-labelledby="handoff-title" class="handoff">
      <h2 id="handoff-title">{TASK_TEXT.handOff}</h2>
      <p class="meta">
        {TASK_TEXT.ledBy} <AgentLink id={handoff.manager_id} fleet={fleet} />
      </p>
      <StepLine handoff={handoff} />
      {state.status === "failed" && (
        <ErrorBox
          title={TASK_TEXT.itFailedAt(
            stepName(state.step),
            failureWords(state.failure.kind),
          )}
          detail={state.failure.message}
        />
      )}
      {requirements !== null && (
        <>
          <h3>{TASK_TEXT.whatIsWanted}</h3>
          <Markdown card text={requirements.text} />
        </>
      )}
      {handoff.parts.length > 0 && (
        <>
          <h3>
            {TASK_TEXT.parts}{" "}
            <span class="count num">{formatCount(handoff.parts.length)}</span>
          </h3>
          <PartCards parts={handoff.parts} fleet={fleet} />
        </>
      )}
      {lines.length > 0 && (
        <>
          <h3>{TASK_TEXT.ledger}</h3>
          <LedgerTable lines={lines} fleet={fleet} />
        </>
      )}
    </section>
  );
}
