import type { Fleet } from "@/domain/fleet.ts";
import { TaskLink } from "../task/TaskLink.tsx";
import type { HandedPart } from "./graph_edges.ts";
import { CANVAS_TEXT } from "@/components/text/canvas_text.ts";

type HandedPartsProps = {
  readonly parts: readonly HandedPart[];
  readonly fleet: Fleet;
};

/** What a manager gave to a worker, and what it thought of the result. */
export function HandedParts({ parts, fleet }: HandedPartsProps) {
  return (
    <ul class="task-links">
      {parts.map(({ taskId, part }) => (
        <li key={`${taskId} ${part.key}`}>
          {part.task_id === null
            ? <span>{part.title}</span>
            : <TaskLink id={part.task_id} fleet={fleet} />}
          <p class="meta">
            {CANVAS_TEXT.partOf}{" "}
            <a href={`/tasks/${taskId}`}>
              {fleet.tasks[taskId]?.title ?? CANVAS_TEXT.anEarlierTask}
            </a>
          </p>
          {part.review && (
            <p class="meta">
              {part.review.verdict === "accepted"
                ? CANVAS_TEXT.accepted
                : CANVAS_TEXT.sentBack}: {part.review.reason}
            </p>
          )}
        </li>
      ))}
    </ul>
  );
}
