import { follow, type FollowOptions } from "./events/follow.ts";
import type { CallOptions, ClientOptions } from "./options.ts";
import type { Health } from "./types/health.ts";
import type { FleetEvent } from "./types/event.ts";
import { isTaskOver, type NewTask, type Task } from "./types/task.ts";
import type { taskCalls } from "./resources/tasks.ts";

const ENDS: ReadonlySet<string> = new Set([
  "task.completed",
  "task.failed",
  "task.cancelled",
]);

/** What happens on the way, and at last how the task ended. */
export type RunItem =
  | { readonly kind: "created"; readonly task: Task }
  /** Something about the task, its agent, or a part of it. */
  | { readonly kind: "event"; readonly event: FleetEvent }
  | { readonly kind: "link"; readonly up: boolean }
  | { readonly kind: "ended"; readonly task: Task };

/**
 * Has a task done and tells what happens until it is over, also through breaks
 * of the connection and restarts of the server. The last item is `ended`. Whoever
 * stops listening earlier leaves the task running.
 */
export async function* runTask(
  deps: {
    readonly options: ClientOptions;
    readonly tasks: ReturnType<typeof taskCalls>;
    readonly health: (options?: CallOptions) => Promise<Health>;
  },
  wanted: NewTask,
  { signal }: Pick<FollowOptions, "signal"> = {},
): AsyncGenerator<RunItem, void, undefined> {
  const call = signal ? { signal } : {};
  // Where the log stands before the task is in it: nothing of it is missed.
  const { seq } = await deps.health(call);
  const task = await deps.tasks.create(wanted, call);
  yield { kind: "created", task };
  if (isTaskOver(task.status)) {
    yield { kind: "ended", task: await deps.tasks.get(task.id, call) };
    return;
  }
  const family = new Set([task.id]);
  for await (const item of follow(deps.options, { since: seq, ...call })) {
    if (item.kind === "link") yield item;
    if (item.kind === "snapshot") {
      // The log was lost in between: only the task itself can tell.
      const now = await deps.tasks.get(task.id, call);
      if (!isTaskOver(now.status)) continue;
      yield { kind: "ended", task: now };
      return;
    }
    if (item.kind !== "event" || !belongs(item.event, family)) continue;
    yield item;
    if (item.event.task_id === task.id && ENDS.has(item.event.type)) {
      yield { kind: "ended", task: await deps.tasks.get(task.id, call) };
      return;
    }
  }
}

/** Whether an event is about the task or a part of it; parts are learnt as they are made. */
function belongs(event: FleetEvent, family: Set<string>): boolean {
  if (event.task_id === undefined) return false;
  const made = event.data.task as { readonly parent_id?: string } | undefined;
  if (event.type === "task.created" && family.has(made?.parent_id ?? "")) {
    family.add(event.task_id);
  }
  return family.has(event.task_id);
}
