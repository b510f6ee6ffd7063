import type { Agent } from "./agent.ts";
import { isCapable } from "./is_capable.ts";
import type { Task } from "./task.ts";

/**
 * Whether the agent may have the task, as far as both are described. A task
 * that is part of no session is for agents of any.
 */
export function suits(task: Task, agent: Agent): boolean {
  if (task.pinned) return task.agent_id === agent.id;
  const role = task.mode === "handoff" ? "manager" : "worker";
  const isNear = task.session_id === null ||
    task.session_id === agent.session_id;
  return agent.role === role && isNear &&
    isCapable(agent.config.capabilities ?? [], task.requires);
}
