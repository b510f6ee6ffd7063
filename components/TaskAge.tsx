import type { Task } from "@/domain/task.ts";
import { isTaskEnded } from "@/domain/task_status.ts";
import { Age } from "./Age.tsx";

/** How old a task is; stands still at how long it took once it has ended. */
export function TaskAge(
  { task, now }: { readonly task: Task; readonly now: number },
) {
  const until = isTaskEnded(task.state) ? Date.parse(task.state.since) : now;
  return <Age since={task.created_at} now={until} />;
}
