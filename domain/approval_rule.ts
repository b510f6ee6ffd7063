import { z } from "zod";
import { Actor } from "./actor.ts";
import { AGENT_ROLES } from "./agent_role.ts";
import { AgentId, Instant, RuleId, TaskId } from "./ids.ts";
import { oneLine } from "./one_line.ts";

/** What a rule is about; what it leaves out fits everything. */
export const RulePattern = z.strictObject({
  /** A tool's name, `*`, or a beginning with a star: `mcp__github__*`. */
  tool: oneLine(200),
  /** For Bash: the command, with `*` for any text. */
  command: oneLine(1_000).optional(),
  /** For tools with a path: `*` within one folder, `**` through folders; relative to the agent's folder. */
  path: oneLine(1_024).optional(),
  agent_id: AgentId.optional(),
  role: z.enum(AGENT_ROLES).optional(),
  /** For this task alone. */
  task_id: TaskId.optional(),
});
export type RulePattern = z.infer<typeof RulePattern>;

/** A rule as a person writes it. */
export const NewRule = z.strictObject({
  effect: z.enum(["allow", "deny"]),
  pattern: RulePattern,
  /** Why; told to the agent when the rule denies. */
  note: z.string().max(1_000).default(""),
});
export type NewRule = z.infer<typeof NewRule>;

/** A standing answer to requests for permission. */
export const ApprovalRule = z.object({
  id: RuleId,
  effect: z.enum(["allow", "deny"]),
  pattern: RulePattern,
  note: z.string(),
  created_by: Actor,
  /** Requests that it has answered. */
  hits: z.int().nonnegative(),
  last_hit_at: Instant.nullable(),
  created_at: Instant,
  updated_at: Instant,
  updated_seq: z.int(),
});
export type ApprovalRule = z.infer<typeof ApprovalRule>;
