import type { Task } from "@/domain/task.ts";

type Tasks = Readonly<Record<string, Task>>;

/** The parts of every task that has some, oldest first. Pure. */
export function partsIndex(tasks: Tasks): ReadonlyMap<string, readonly Task[]> {
  const index = new Map<string, Task[]>();
  for (const task of Object.values(tasks)) {
    if (task.parent_id === null) continue;
    const parts = index.get(task.parent_id);
    if (parts) parts.push(task);
    else index.set(task.parent_id, [task]);
  }
  for (const parts of index.values()) {
    parts.sort((a, b) => a.id < b.id ? -1 : 1);
  }
  return index;
}

/** The tasks that fit, and all that they are parts of. Pure. */
export function withParents(
  tasks: Tasks,
  fits: (task: Task) => boolean,
): Task[] {
  const found = new Map<string, Task>();
  for (const task of Object.values(tasks)) {
    if (!fits(task)) continue;
    let each: Task | undefined = task;
    while (each && !found.has(each.id)) {
      found.set(each.id, each);
      each = each.parent_id === null ? undefined : tasks[each.parent_id];
    }
  }
  return [...found.values()];
}

/** How the parts of a task stand, in a few words; empty when it has none. Pure. */
export function rollUp(parts: readonly Task[]): string {
  if (parts.length === 0) return "";
  const count = (status: Task["state"]["status"]) =>
    parts.filter(({ state }) => state.status === status).length;
  const failed = count("failed");
  const asking = count("awaiting_approval");
  return [
    `${count("completed")} of ${parts.length} done`,
    asking > 0 && `${asking} asking`,
    failed > 0 && `${failed} failed`,
  ].filter(Boolean).join(", ");
}
