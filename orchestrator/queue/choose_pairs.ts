import type { Agent } from "@/domain/agent.ts";
import type { Fleet } from "@/domain/fleet.ts";
import type { AgentId } from "@/domain/ids.ts";
import type { Task } from "@/domain/task.ts";
import { suits } from "@/domain/task_fit.ts";
import { hasAgent } from "@/domain/task_status.ts";
import { isHandedOff } from "./end_of_attempt.ts";
import { LONGEST_PAUSE_MS } from "./retry_policy.ts";

export type Pair = { readonly task: Task; readonly agent: Agent };

/**
 * Which free agent gets which waiting task: by priority, then age. Of several
 * agents that could take one, that who had it before, else who has worked
 * least. Pure.
 *
 * @param free Agents that can begin now.
 * @param maxRunning Tasks that may run at once, those that run already included.
 */
export function choosePairs(
  fleet: Fleet,
  free: readonly AgentId[],
  options: {
    readonly nowMs: number;
    readonly maxRunning: number;
    /** The same for tasks that heed limits, while these let fewer run; without it, as many. */
    readonly places?: number;
    /** Whether limits of the account, or a budget, hold the task back, for that agent. */
    readonly holds?: (agent: AgentId, task: Task) => boolean;
  },
): Pair[] {
  if (fleet.queue.paused || free.length === 0) return [];
  const { maxRunning, places = Infinity, holds = () => false } = options;
  const running = runningOf(fleet);
  const agents = new Set(free.flatMap((id) => fleet.agents[id] ?? []));
  const pairs: Pair[] = [];
  for (const task of inOrder(Object.values(fleet.tasks), options.nowMs)) {
    const all = running + pairs.length;
    if (all >= maxRunning || agents.size === 0) break;
    if (all >= places && !task.ignore_limits) continue;
    const allowed = [...agents].filter(({ id }) => !holds(id, task));
    const agent = bestFor(task, allowed);
    if (!agent) continue;
    agents.delete(agent);
    pairs.push({ task, agent });
  }
  return pairs;
}

/** Tasks that run now. A hand-off waits for its parts: counted, it would keep them from running. */
export function runningOf(fleet: Fleet): number {
  return Object.values(fleet.tasks)
    .filter((task) => hasAgent(task.state) && !isHandedOff(fleet, task)).length;
}

/** When the next task that waits for its time can begin; `undefined`: none does. In milliseconds since 1970. */
export function nextReadyMs(fleet: Fleet, nowMs: number): number | undefined {
  const times = Object.values(fleet.tasks).flatMap(({ state }) =>
    state.status === "pending" ? [readyAtMs(state.not_before, nowMs)] : []
  ).filter((readyMs) => readyMs > nowMs);
  return times.length === 0 ? undefined : Math.min(...times);
}

/** No pause is that long: the clock was set back since, and the task has waited enough. */
function readyAtMs(notBefore: string | null, nowMs: number): number {
  const readyMs = notBefore ? Date.parse(notBefore) : 0;
  return readyMs > nowMs + LONGEST_PAUSE_MS ? 0 : readyMs;
}

/** Ids sort by the time they were made. */
function inOrder(tasks: readonly Task[], nowMs: number): Task[] {
  return tasks
    .filter(({ state }) =>
      state.status === "pending" &&
      readyAtMs(state.not_before, nowMs) <= nowMs
    )
    .sort((a, b) => b.priority - a.priority || (a.id < b.id ? -1 : 1));
}

function bestFor(task: Task, agents: readonly Agent[]): Agent | undefined {
  const able = agents.filter((agent) => suits(task, agent));
  return able.find(({ id }) => id === task.agent_id) ??
    able.sort((a, b) => a.turns - b.turns || (a.id < b.id ? -1 : 1))[0];
}
