import type { Fleet } from "@/domain/fleet.ts";
import type { HandoffPart } from "@/domain/handoff.ts";
import type { LongText } from "@/domain/long_text.ts";
import { AgentLink } from "../AgentLink.tsx";
import { Fact, Facts } from "../Facts.tsx";
import { isCut } from "../lean.ts";
import { StatusChip } from "../StatusChip.tsx";
import { taskStatus } from "../task_look.ts";

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
          {part.review?.reason && (
            <blockquote class="part-review prose-text">
              {part.review.reason}
            </blockquote>
          )}
          <Fold title="Description" text={part.description} />
          {part.instructions && (
            <Fold title="Instructions" text={part.instructions} />
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

function judgement({ review, sent_back }: HandoffPart): string {
  if (!review) return "not judged yet";
  if (review.verdict === "accepted") return "accepted";
  return sent_back > 1 ? `sent back ${sent_back} times` : "sent back";
}

/** A text that is there when it is wanted. */
function Fold(
  { title, text }: { readonly title: string; readonly text: LongText },
) {
  return (
    <details class="fold">
      <summary>{title}</summary>
      <div class="prose-text">{text.text}</div>
      {isCut(text) && (
        <p class="meta">This is the beginning; the API has the whole of it.</p>
      )}
    </details>
  );
}
