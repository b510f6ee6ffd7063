import type { Agent } from "@/domain/agent.ts";
import { isEnded } from "@/domain/agent_status.ts";
import type { Fleet } from "@/domain/fleet.ts";
import { isCapable } from "@/domain/is_capable.ts";
import type { Task } from "@/domain/task.ts";
import { isTaskEnded, isWaitingTask } from "@/domain/task_status.ts";
import { type ColumnKey, columnOf, COLUMNS } from "./columns.ts";

/** What a person can do with one task, or with many. */
export type Act =
  | { readonly kind: "retry" }
  | { readonly kind: "cancel" }
  | { readonly kind: "priority"; readonly priority: number }
  /** null: to anybody who can. */
  | { readonly kind: "assign"; readonly to: string | null };

/** Where a task can be dropped. */
export type Target =
  | { readonly column: ColumnKey }
  | { readonly agent: string | null };

/** Why an act cannot be done to a task as it stands; `undefined`: it can. Pure. */
export function hindrance(
  act: Act,
  task: Task,
  fleet: Fleet,
): string | undefined {
  const { status } = task.state;
  switch (act.kind) {
    case "retry":
      return status === "failed" || status === "cancelled"
        ? undefined
        : status === "completed"
        ? "it is done"
        : "it has not ended";
    case "cancel":
      return isTaskEnded(task.state) ? "it has ended" : undefined;
    case "priority":
      return notWaiting(task) ??
        (task.priority === act.priority ? "it has that priority" : undefined);
    case "assign":
      return notWaiting(task) ?? unfit(act.to, task, fleet);
  }
}

/** What dropping a task there does, or why it does nothing. Pure. */
export function actOfDrop(
  task: Task,
  target: Target,
): { readonly act: Act } | { readonly refusal: string } {
  if ("agent" in target) return { act: { kind: "assign", to: target.agent } };
  const { column } = target;
  const from = columnOf(task);
  if (from.key === column) return { refusal: "it is there already" };
  if (column === "cancelled") return { act: { kind: "cancel" } };
  if (column === "waiting") {
    return isTaskEnded(task.state)
      ? { act: { kind: "retry" } }
      : { refusal: "an agent works on it: cancel it, or wait" };
  }
  if (column === "working" && isWaitingTask(task.state)) {
    return { refusal: "the first free agent takes it: drop it on an agent" };
  }
  const name = COLUMNS.find(({ key }) => key === column)?.name;
  return { refusal: `only its agent's work makes it "${name}"` };
}

/** The agents that may be given a task of that kind. Pure. */
export function takersOf(task: Task, fleet: Fleet): readonly Agent[] {
  return Object.values(fleet.agents).filter((agent) =>
    !isEnded(agent.state) && unfit(agent.id, task, fleet) === undefined
  );
}

function notWaiting(task: Task): string | undefined {
  if (isWaitingTask(task.state)) return undefined;
  return isTaskEnded(task.state)
    ? "it has ended: have it tried again first"
    : "an agent works on it: cancel it, or wait";
}

function unfit(
  to: string | null,
  task: Task,
  fleet: Fleet,
): string | undefined {
  if (to === null) return task.pinned ? undefined : "it is for anybody already";
  const agent = fleet.agents[to];
  if (!agent || isEnded(agent.state)) return "that agent has ended";
  if (task.pinned && task.agent_id === to) {
    return `${agent.name} has it already`;
  }
  if (task.mode === "handoff" && agent.role !== "manager") {
    return `${agent.name} is no manager, and it is to be handed off`;
  }
  return isCapable(agent.config.capabilities ?? [], task.requires)
    ? undefined
    : `${agent.name} cannot ${task.requires.join(", ")}`;
}
