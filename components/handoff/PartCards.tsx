import type { Fleet } from "@/domain/fleet.ts";
import type { HandoffPart } from "@/domain/handoff.ts";
import type { LongText } from "@/domain/long_text.ts";
import { AgentLink } from "../AgentLink.tsx";
import { Fact, Facts } from "../Facts.tsx";
import { isCut } from "@/domain/lean_fleet.ts";
import { Markdown } from "../markdown/Markdown.tsx";
import { StatusChip } from "../StatusChip.tsx";
import { taskStatus } from "../task_look.ts";
import { TASK_TEXT } from "@/components/text/task_text.ts";

type PartCardsProps = {
  readonly parts: readonly HandoffPart[];
  readonly fleet: Fleet;
};

/** What each part of a hand-off is: its worker, its orders, its judgement. */
export function PartCards({ parts, fleet }: PartCardsProps) {
  return (
    <ul class="parts">
      {parts.map((part) => (
        <li class="card part" key={part.key}>
          <div class="part-head">
            <h3>
              {part.task_id === null
                ? part.title
                : <a href={`/tasks/${part.task_id}`}>{part.title}</a>}
            </h3>
            <code class="meta">{part.key}</code>
          </div>
          <PartStatus id={part.task_id} fleet={fleet} />
          <Facts>
            <Fact name="Worker">
              <AgentLink
                id={part.agent_id}
                fleet={fleet}
                nobody="not chosen yet"
              />
            </Fact>
            {part.depends_on.length > 0 && (
              <Fact name="After">{part.depends_on.join(", ")}</Fact>
            )}
            {part.requires.length > 0 && (
              <Fact name="Requires">{part.requires.join(", ")}</Fact>
            )}
            <Fact name="Judgement">{judgement(part)}</Fact>
          </Facts>
          <SentBack part={part} fleet={fleet} />
          {part.review?.reason && (
            <blockquote class="part-review prose-text">
              {part.review.reason}
            </blockquote>
          )}
          <Fold title={TASK_TEXT.description} text={part.description} />
          {part.instructions && (
            <Fold title={TASK_TEXT.instructions} text={part.instructions} />
          )}
        </li>
      ))}
    </ul>
  );
}

function PartStatus(
  { id, fleet }: { readonly id: string | null; readonly fleet: Fleet },
) {
  const task = id === null ? undefined : fleet.tasks[id];
  return task
    ? (
      <p>
        <StatusChip status={taskStatus(task)} />
      </p>
    )
    : null;
}

/** Why it was sent back, also once it has been accepted after all. */
function SentBack(
  { part, fleet }: { readonly part: HandoffPart; readonly fleet: Fleet },
) {
  const task = part.task_id === null ? undefined : fleet.tasks[part.task_id];
  const reason = task?.feedback;
  if (part.sent_back === 0 || !reason || reason === part.review?.reason) {
    return null;
  }
  return (
    <div>
      <p class="meta">{TASK_TEXT.sentBackBecause(times(part.sent_back))}</p>
      <blockquote class="part-review prose-text">{reason}</blockquote>
    </div>
  );
}

function judgement({ review, sent_back }: HandoffPart): string {
  if (!review) return "not judged yet";
  if (review.verdict === "sent_back") return `sent back ${times(sent_back)}`;
  return sent_back > 0
    ? `accepted, after it was sent back ${times(sent_back)}`
    : "accepted";
}

function times(count: number): string {
  return count === 1 ? "once" : `${count} times`;
}

/** A text that is there when it is wanted. */
function Fold(
  { title, text }: { readonly title: string; readonly text: LongText },
) {
  return (
    <details class="fold">
      <summary>{title}</summary>
      <Markdown text={text.text} />
      {isCut(text) && <p class="meta">{TASK_TEXT.thisIsTheBeginningThe}</p>}
    </details>
  );
}
