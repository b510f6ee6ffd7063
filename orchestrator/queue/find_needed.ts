import { TaskId } from "@/domain/ids.ts";
import { ownRecord } from "@/domain/own_record.ts";
import type { Outcome, RefusalCode } from "@/domain/platform.ts";
import type { NewTask, Task } from "@/domain/task.ts";
import { isTaskEnded } from "@/domain/task_status.ts";
import type { EventWriter } from "../event_writer.ts";
import type { LiveStorePort } from "../ports.ts";
import type { RetiredDeps } from "../retention/retired_records.ts";

type Deps = RetiredDeps & {
  readonly writer: EventWriter;
  readonly store: LiveStorePort;
};

/** The tasks that a new one refers to, by our ids or the caller's. */
export async function findNeeded(
  deps: Deps,
  wanted: Pick<NewTask, "depends_on" | "parent_id">,
): Promise<
  Outcome<
    { readonly dependsOn: readonly TaskId[]; readonly parent: Task | undefined }
  >
> {
  const dependsOn = new Set<TaskId>();
  for (const id of wanted.depends_on ?? []) {
    const task = await findAny(deps, id);
    if (!task) {
      return refused(
        "dependency_not_found",
        `Cannot depend on task "${id}": there is no such task`,
      );
    }
    const { status } = task.state;
    if (status === "failed" || status === "cancelled") {
      return refused(
        "dependency_failed",
        `Cannot depend on task "${id}": it is ${status}`,
      );
    }
    dependsOn.add(task.id);
  }
  if (!wanted.parent_id) {
    return {
      ok: true,
      value: { dependsOn: [...dependsOn], parent: undefined },
    };
  }
  const parent = await findAny(deps, wanted.parent_id);
  if (!parent) {
    return refused(
      "parent_not_found",
      `Cannot be part of task "${wanted.parent_id}": there is no such task`,
    );
  }
  if (isTaskEnded(parent.state)) {
    return refused(
      "task_ended",
      `Cannot be part of task "${wanted.parent_id}": it is ${parent.state.status}`,
    );
  }
  if (dependsOn.has(parent.id)) {
    return refused(
      "dependency_cycle",
      `Cannot depend on task "${parent.id}": the task would be a part of it, and wait for it`,
    );
  }
  return { ok: true, value: { dependsOn: [...dependsOn], parent } };
}

/** A task wherever it is kept. */
export async function findAny(
  deps: Deps,
  id: string,
): Promise<Task | undefined> {
  const ours = TaskId.safeParse(id);
  const { tasks } = deps.writer.head;
  const found = (ours.success && (ownRecord(tasks, ours.data) ??
    await deps.store.readTask(ours.data))) ||
    Object.values(tasks).find((task) => task.external_id === id) ||
    await deps.store.readTaskByExternalId(id);
  if (found) return found;
  const retired = ours.success
    ? ours.data
    : await deps.store.readTaskIdByExternalId(id);
  if (!retired) return undefined;
  const kept = await deps.kept().task(retired);
  return kept.ok ? kept.value : undefined;
}

function refused(code: RefusalCode, message: string) {
  return { ok: false, refusal: { code, message } } as const;
}
