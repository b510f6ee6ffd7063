import type { Agent } from "./agent.ts";
import { isCapable } from "./is_capable.ts";
import type { Task } from "./task.ts";

/** Whether the agent may have the task, as far as both are described. */
export function suits(task: Task, agent: Agent): boolean {
  if (task.pinned) return task.agent_id === agent.id;
  const role = task.mode === "handoff" ? "manager" : "worker";
  return agent.role === role && agent.session_id === task.session_id &&
    isCapable(agent.config.capabilities ?? [], task.requires);
}
