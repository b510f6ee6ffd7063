import type { RulePattern } from "@/domain/approval_rule.ts";
import type { Fleet } from "@/domain/fleet.ts";

/** Whom a pattern is for: `any agent`, `Ada, until "Fix the login" ends`. */
export function reachWords(pattern: RulePattern, fleet: Fleet): string {
  const { agent_id, role, task_id } = pattern;
  const who = agent_id
    ? fleet.agents[agent_id]?.name ?? "an agent that has left"
    : role
    ? `any ${role}`
    : "any agent";
  if (!task_id) return who;
  const task = fleet.tasks[task_id]?.title;
  return `${who}, until ${task ? `“${task}”` : "its task"} ends`;
}
