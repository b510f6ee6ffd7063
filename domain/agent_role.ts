export const AGENT_ROLES = ["manager", "worker"] as const;
export type AgentRole = typeof AGENT_ROLES[number];
