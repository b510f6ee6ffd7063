import type { Fleet } from "@/domain/fleet.ts";
import { TaskLink } from "../task/TaskLink.tsx";
import type { HandedPart } from "./graph_edges.ts";

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
            Part of{" "}
            <a href={`/tasks/${taskId}`}>
              {fleet.tasks[taskId]?.title ?? "an earlier task"}
            </a>
          </p>
          {part.review && (
            <p class="meta">
              {part.review.verdict === "accepted" ? "Accepted" : "Sent back"}:
              {" "}
              {part.review.reason}
            </p>
          )}
        </li>
      ))}
    </ul>
  );
}
