import type { Agent } from "@/domain/agent.ts";
import { isEnded } from "@/domain/agent_status.ts";
import type { Fleet } from "@/domain/fleet.ts";
import type { Handoff, HandoffPart } from "@/domain/handoff.ts";
import type { AgentId } from "@/domain/ids.ts";
import type { LongText } from "@/domain/long_text.ts";
import type { Task } from "@/domain/task.ts";
import { isTaskEnded, isWaitingTask } from "@/domain/task_status.ts";

/** The task that a part became; `undefined` before that. */
export function taskOfPart(
  fleet: Fleet,
  { task_id }: HandoffPart,
): Task | undefined {
  return task_id === null ? undefined : fleet.tasks[task_id];
}

/** The part has a result that others may build on. */
export function isPartDone(task: Task | undefined): boolean {
  return task?.state.status === "in_review" ||
    task?.state.status === "completed";
}

/** What its worker handed in; `undefined` when there is no result. */
export function outputOf({ state }: Task): LongText | undefined {
  return state.status === "in_review" || state.status === "completed"
    ? state.result.output
    : undefined;
}

/** Nobody works on the part any more, unless it is sent back. */
export function isPartOver(task: Task): boolean {
  return isPartDone(task) || isTaskEnded(task.state);
}

/** The part may be done again, when its manager wants it. */
export function canBeRedone(task: Task): boolean {
  return isPartOver(task) && task.state.status !== "completed";
}

/** The parts, each one after those that it depends on. */
export function inOrder(parts: readonly HandoffPart[]): HandoffPart[] {
  const ordered: HandoffPart[] = [];
  const has = (key: string) => ordered.some((part) => part.key === key);
  for (let left = [...parts]; left.length > 0;) {
    const ready = left.filter((part) => part.depends_on.every(has));
    // In a circle nobody is first; keep what is left as it is.
    ordered.push(...ready.length > 0 ? ready : left);
    left = left.filter(({ key }) => !has(key));
  }
  return ordered;
}

/** The agent that may still get work; `undefined` when it has ended. */
export function liveAgent(
  fleet: Fleet,
  id: AgentId | null,
): Agent | undefined {
  const agent = id === null ? undefined : fleet.agents[id];
  return agent && !isEnded(agent.state) && agent.state.status !== "terminating"
    ? agent
    : undefined;
}

/** Parts that wait for a worker who will never come. */
export function orphanedParts(handoff: Handoff, fleet: Fleet): Task[] {
  return handoff.parts.flatMap((part) => {
    const task = taskOfPart(fleet, part);
    const orphaned = task && isWaitingTask(task.state) && task.pinned &&
      !liveAgent(fleet, task.agent_id);
    return orphaned ? [task] : [];
  });
}

/** Parts that the manager sent back, and whose tasks do not know it yet. */
export function partsToRedo(handoff: Handoff, fleet: Fleet): HandoffPart[] {
  return handoff.parts.filter((part) => {
    const task = taskOfPart(fleet, part);
    // A part is sent back once; its task keeps the reason for good.
    return part.sent_back > 0 && task?.feedback === null && canBeRedone(task);
  });
}
