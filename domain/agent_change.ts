import { z } from "zod";
import { AgentConfig } from "./agent.ts";

const {
  name,
  instructions,
  permission_mode,
  allowed_tools,
  resource_limits,
  capabilities,
} = AgentConfig.shape;

/** What may be changed about an agent that lives. A field that is given replaces the old one as a whole. */
export const AgentChange = z.strictObject({
  name,
  instructions,
  permission_mode: permission_mode.removeDefault().optional(),
  allowed_tools: allowed_tools.removeDefault().optional(),
  resource_limits: resource_limits.removeDefault().optional(),
  capabilities,
}).refine(
  (change) => Object.values(change).some((value) => value !== undefined),
  "takes at least one field",
);
export type AgentChange = z.infer<typeof AgentChange>;

/**
 * Fields of a change that a process takes only when it starts: until the next
 * start the agent works with the old ones. Name, capabilities and permission
 * mode count at once, the time of a task with the next task. Pure.
 */
export function fieldsAfterRestart(
  before: AgentConfig,
  after: AgentConfig,
): string[] {
  const differs = (a: unknown, b: unknown) =>
    JSON.stringify(a) !== JSON.stringify(b);
  const atStart = (["instructions", "allowed_tools"] as const)
    .filter((field) =>
      differs(before[field] || undefined, after[field] || undefined)
    );
  const limits = (["memory_mb", "max_turns", "budget_usd"] as const)
    .filter((limit) =>
      differs(before.resource_limits[limit], after.resource_limits[limit])
    );
  return [...atStart, ...limits.map((limit) => `resource_limits.${limit}`)];
}
