import type { EventDraft } from "@/domain/event.ts";
import type { Fleet } from "@/domain/fleet.ts";
import type { TaskId } from "@/domain/ids.ts";
import type { Commands, Outcome, Queries } from "@/domain/platform.ts";
import type { Task } from "@/domain/task.ts";
import { type MemorySeam, refuse } from "./memory_seam.ts";
import {
  decideCancel,
  decideChange,
  type Decided,
  decideNew,
  decideReassign,
  decideRetry,
} from "./memory_tasks.ts";

const by = { kind: "person" } as const;

/** What may be done with tasks in memory, with their queue and what holds them back. */
export function memoryWork(
  on: MemorySeam,
  findTask: Queries["findTask"],
): Pick<
  Commands,
  | "assignTask"
  | "createTask"
  | "cancelTask"
  | "retryTask"
  | "reassignTask"
  | "changeTask"
  | "pauseQueue"
  | "resumeQueue"
  | "openLimits"
  | "enableLimits"
> {
  const createTask: Commands["createTask"] = async (task, to) => {
    const refused = await on.refusal();
    if (refused) return refused;
    const known = task.id && await findTask(task.id);
    if (known) return { ok: true, value: { task: known, created: false } };
    const made = decideNew(on.fleet(), task, to);
    if (typeof made === "string") return refuse(made);
    on.commit({
      type: "task.created",
      ...(made.agent_id ? { agent_id: made.agent_id } : {}),
      task_id: made.id,
      data: { task: made },
    });
    const value = { task: on.fleet().tasks[made.id] ?? made, created: true };
    return { ok: true, value };
  };

  async function decided(
    id: TaskId,
    decide: (fleet: Fleet) => Decided,
  ): Promise<Outcome<Task>> {
    const refused = await on.refusal();
    if (refused) return refused;
    const drafts = decide(on.fleet());
    if (typeof drafts === "string") return refuse(drafts);
    on.commit(...drafts);
    const task = on.fleet().tasks[id];
    return task ? { ok: true, value: task } : refuse("task_not_found");
  }

  async function changed<K extends "queue" | "limits">(
    part: K,
    draft: EventDraft,
  ): Promise<Outcome<Fleet[K]>> {
    const refused = await on.refusal();
    if (refused) return refused;
    on.commit(draft);
    return { ok: true, value: on.fleet()[part] };
  }

  return {
    assignTask: (agentId, task) => createTask(task, { agentId }),
    createTask,
    cancelTask: (id) => decided(id, (fleet) => decideCancel(fleet, id)),
    retryTask: (id) => decided(id, (fleet) => decideRetry(fleet, id)),
    reassignTask: (id, to) =>
      decided(id, (fleet) => decideReassign(fleet, id, to)),
    changeTask: (id, change) =>
      decided(id, (fleet) => decideChange(fleet, id, change)),
    pauseQueue: (reason) =>
      changed("queue", { type: "queue.paused", data: { by, reason } }),
    resumeQueue: () =>
      changed("queue", { type: "queue.resumed", data: { by } }),
    openLimits: () =>
      changed("limits", {
        type: "limit.opened",
        data: { by, reason: "person" },
      }),
    enableLimits: (enabled) =>
      changed("limits", { type: "limit.switched", data: { by, enabled } }),
  };
}
