import { useRef, useState } from "preact/hooks";
import type { Approval } from "@/domain/approval.ts";
import type { Fleet } from "@/domain/fleet.ts";
import { narrowPattern } from "@/domain/rule_pattern.ts";
import { ErrorBox } from "@/components/ErrorBox.tsx";
import { plural } from "@/components/format.ts";
import { InputView } from "@/components/inbox/InputView.tsx";
import { patternWords } from "@/components/inbox/rule_words.ts";
import { questionsIn } from "@/domain/questions.ts";
import { AskPlace } from "./AskPlace.tsx";
import { DenyForm } from "./DenyForm.tsx";
import { useDecide } from "./use_decide.ts";
import { QuestionForm } from "./QuestionForm.tsx";
import { REQUEST_TEXT } from "@/components/text/request_text.ts";

type ApprovalCardProps = {
  readonly approval: Approval;
  /** The whole input as JSON text; undefined while it is being fetched. */
  readonly input: string | undefined;
  readonly fleet: Fleet;
  readonly now: number;
  /** Opens the rule builder for this request. */
  readonly onAlways: () => void;
  /** This tab has sent an answer. */
  readonly onSent: () => void;
  /** The answer came too late; the words say what was decided before. */
  readonly onLate: (words: string) => void;
};

/** One request, with all that was asked and all that can be answered. */
export function ApprovalCard(
  { approval, input, fleet, now, onAlways, onSent, onLate }: ApprovalCardProps,
) {
  const [denying, setDenying] = useState(false);
  const { pressed, problem, decide } = useDecide(approval, {
    sent: onSent,
    late: onLate,
  });
  const card = useRef<HTMLElement>(null);
  const { kind, tool, id } = approval;
  const parsed = parse(input);
  const questions = kind === "question" ? questionsIn(parsed) : [];
  // What cannot be said by a rule can only be allowed once.
  const lasting = parsed === undefined
    ? undefined
    : narrowPattern({ ...approval, input: parsed });

  const onKeyDown = (event: KeyboardEvent) => {
    if (isTyping(event) || event.repeat) return;
    if (input === undefined || pressed || denying) return;
    if (event.key === "a") {
      event.preventDefault();
      if (kind === "permission") {
        decide("allow", { decision: "allow", scope: "once" });
      } else card.current?.querySelector("input")?.focus();
    }
    if (event.key === "d") {
      event.preventDefault();
      setDenying(true);
    }
  };

  return (
    <article
      ref={card}
      class="card ask"
      tabIndex={0}
      aria-labelledby={`ask-${id}`}
      onKeyDown={onKeyDown}
    >
      <header class="ask-head">
        <h3 id={`ask-${id}`}>
          <a href={`/agents/${approval.agent_id}`}>
            {fleet.agents[approval.agent_id]?.name ?? REQUEST_TEXT.anAgent}
          </a>{" "}
          {kind === "question"
            ? `asks ${plural(questions.length, "question")}`
            : (
              <>
                {REQUEST_TEXT.asksToUse} <span class="mono">{tool}</span>
              </>
            )}
        </h3>
        <AskPlace approval={approval} fleet={fleet} now={now} />
      </header>
      {approval.blocked_path && (
        <p class="meta">
          {REQUEST_TEXT.outsideOfWhatItMay}{" "}
          <span class="mono">{approval.blocked_path}</span>
        </p>
      )}
      {input === undefined
        ? (
          <p class="meta" aria-busy="true">
            {REQUEST_TEXT.fetchingAllOfTheInput}
          </p>
        )
        : questions.length > 0
        ? (
          <QuestionForm
            id={id}
            questions={questions}
            busy={pressed === "answer"}
            onAnswer={(answers) =>
              decide("answer", { decision: "allow", scope: "once", answers })}
          />
        )
        : (
          <InputView
            tool={tool}
            json={input}
            folder={approval.working_directory}
          />
        )}
      {problem && (
        <ErrorBox title={problem.message} requestId={problem.requestId} />
      )}
      {denying
        ? (
          <DenyForm
            id={id}
            busy={pressed === "deny"}
            onDeny={(note) => decide("deny", { decision: "deny", note })}
            onCancel={() => {
              setDenying(false);
              card.current?.focus();
            }}
          />
        )
        : (
          <div class="ask-actions">
            {kind === "permission" && (
              <>
                <button
                  type="button"
                  class="button primary"
                  disabled={pressed !== undefined || input === undefined}
                  onClick={() =>
                    decide("allow", { decision: "allow", scope: "once" })}
                >
                  {pressed === "allow"
                    ? REQUEST_TEXT.allowing
                    : REQUEST_TEXT.allowOnce}
                </button>
                <button
                  type="button"
                  class="button"
                  disabled={pressed !== undefined || !lasting ||
                    !approval.task_id}
                  title={taskHint(approval, lasting)}
                  onClick={() =>
                    decide("task", { decision: "allow", scope: "task" })}
                >
                  {pressed === "task"
                    ? REQUEST_TEXT.allowing
                    : REQUEST_TEXT.allowForThisTask}
                </button>
                <button
                  type="button"
                  class="button"
                  disabled={pressed !== undefined || input === undefined}
                  onClick={onAlways}
                >
                  {REQUEST_TEXT.always}
                </button>
              </>
            )}
            <button
              type="button"
              class="button danger"
              disabled={pressed !== undefined}
              onClick={() => setDenying(true)}
            >
              {kind === "question"
                ? REQUEST_TEXT.doNotAnswer
                : REQUEST_TEXT.deny}
            </button>
            <button
              type="button"
              class="button quiet"
              disabled={pressed !== undefined}
              title={REQUEST_TEXT.putsItBehindTheOthers}
              onClick={() => decide("postpone", { decision: "postpone" })}
            >
              {pressed === "postpone"
                ? REQUEST_TEXT.puttingOff
                : REQUEST_TEXT.notNow}
            </button>
          </div>
        )}
    </article>
  );
}

/** What allowing for the task would allow, or why it cannot be. */
function taskHint(
  { task_id }: Approval,
  lasting: ReturnType<typeof narrowPattern>,
): string {
  if (!lasting) return "No rule may say exactly this: allow it once";
  return task_id
    ? `Allows ${patternWords(lasting)} until its task ends`
    : "It belongs to no task";
}

/** A letter that is typed is no command. */
function isTyping(event: KeyboardEvent): boolean {
  const at = event.target as HTMLElement;
  return event.ctrlKey || event.metaKey || event.altKey ||
    at.matches("input:not([type=radio], [type=checkbox]), textarea, select");
}

function parse(json: string | undefined): unknown {
  try {
    return json === undefined ? undefined : JSON.parse(json);
  } catch {
    return undefined;
  }
}
