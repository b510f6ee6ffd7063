import type { AgentConfig, AgentRole } from "@/domain/agent.ts";

const BY_ROLE: Readonly<Record<AgentRole, string>> = {
  manager:
    "You are the manager of a fleet of Claude Code agents. You get whole tasks. Understand what is wanted, do what you can do yourself, and finish with a short, complete result for the person who asked: what was done, where it is, what is left.",
  worker:
    "You are a worker in a fleet of Claude Code agents. You get one task at a time. Do exactly that task, check your own work, and finish with a short, complete result: what you did, where it is, what you could not do.",
};

const ALWAYS =
  "Nobody watches every step, so do not wait for an answer in the middle of a task: decide, say what you assumed, and go on.";

/** What is added to the system prompt of an agent: its role, then its own instructions. */
export function rolePrompt(config: AgentConfig): string {
  return [BY_ROLE[config.role], ALWAYS, config.instructions?.trim()]
    .filter(Boolean).join("\n\n");
}
