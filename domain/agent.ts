import { z } from "zod";
import { AGENT_ROLES, type AgentRole } from "./agent_role.ts";
import { BudgetMarks } from "./budget.ts";
import { Capability } from "./capability.ts";
import { PERMISSION_MODES } from "./claude_process.ts";
import { ContextUse } from "./context_use.ts";
import { Failure } from "./failure.ts";
import { AgentId, Instant, SessionId, TaskId } from "./ids.ts";
import { LongText } from "./long_text.ts";
import { MemoryOver } from "./memory_over.ts";
import { oneLine } from "./one_line.ts";
import { Usage } from "./usage.ts";

export { AGENT_ROLES, type AgentRole };

/** What one agent may use up. */
export const ResourceLimits = z.strictObject({
  /**
   * Resident memory of all its processes, in MiB; from 1,024 on also the
   * address space of each, of which the CLI alone needs 0.85 GB.
   */
  memory_mb: z.int().min(64).max(1_048_576).optional(),
  /** Seconds that one task may run. */
  timeout_seconds: z.int().min(1).max(86_400).optional(),
  /** Model rounds for one message. */
  max_turns: z.int().min(1).max(10_000).optional(),
  /** What it may use up in its life: nothing more is given to it then, until a person raises it. */
  budget_usd: z.number().positive().max(100_000).optional(),
  budget_tokens: z.int().positive().max(1_000_000_000_000).optional(),
  cpu_percent: z.int().min(1).max(100).optional(),
});
export type ResourceLimits = z.infer<typeof ResourceLimits>;

/** What a person or program chooses when creating an agent. */
export const AgentConfig = z.strictObject({
  role: z.enum(AGENT_ROLES),
  name: oneLine(60).optional(),
  /** An alias (`opus`, `sonnet`, `haiku`) or a full model id. */
  model: z.string().regex(
    /^[A-Za-z0-9][A-Za-z0-9._:\[\]-]{0,99}$/,
    "takes a model's alias or id",
  ).default("sonnet"),
  /** Standing instructions, added to those of the role. */
  instructions: z.string().max(8_000).optional(),
  permission_mode: z.enum(PERMISSION_MODES).default("acceptEdits"),
  /** Tools that need no permission, as the CLI writes them: `Bash(git *)`. */
  allowed_tools: z.array(oneLine(200)).max(50).default([]),
  /** An absolute folder inside an allowed root; without it, a fresh folder. */
  working_directory: z.string().min(1).max(1_024).startsWith("/").optional(),
  resource_limits: ResourceLimits.default({}),
  /** What it can do, for tasks that anybody may take: `python`, `review`. */
  capabilities: z.array(Capability).max(20).optional(),
  /** The template that it was made from. */
  template: z.string().max(40).optional(),
  /** The piece of work that it is part of; without it, none. */
  session_id: SessionId.optional(),
});
export type AgentConfig = z.infer<typeof AgentConfig>;

/** Why an agent is busy, or what it waits for. Derived from protocol events, never from text. */
export const Activity = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("thinking"), since: Instant }),
  z.object({
    kind: z.literal("tool"),
    since: Instant,
    tool: z.string(),
    /** The tool's main argument, shortened: a command, a path. */
    detail: z.string(),
  }),
  z.object({
    kind: z.literal("awaiting_approval"),
    since: Instant,
    tool: z.string(),
    detail: z.string(),
  }),
  /** Its process says nothing; what it worked on was taken from it. */
  z.object({ kind: z.literal("silent"), since: Instant }),
  /** Its part is done for now; others work for it, or have its question. */
  z.object({
    kind: z.literal("awaiting_workers"),
    since: Instant,
    /** What it waits for, in a few words. */
    detail: z.string(),
  }),
  z.object({
    kind: z.literal("awaiting_retry"),
    since: Instant,
    attempt: z.int(),
    until: Instant,
    /** HTTP status of the failed try; null when the network failed. */
    status: z.int().nullable(),
  }),
  /** The account may ask nothing of the API for a while. */
  z.object({
    kind: z.literal("awaiting_limit"),
    since: Instant,
    /** null: until a person says so. */
    until: Instant.nullable(),
  }),
  /** Its processes stand still; they go on where they are when the reason is gone. */
  z.object({
    kind: z.literal("paused"),
    since: Instant,
    reason: z.string(),
  }),
]);
export type Activity = z.infer<typeof Activity>;

/** Where one agent stands; a field exists only where it means something. */
export const AgentState = z.discriminatedUnion("status", [
  z.object({
    status: z.literal("starting"),
    since: Instant,
    /** Takes its old Claude session up again after a restart of the server. */
    resuming: z.boolean(),
  }),
  z.object({
    status: z.literal("idle"),
    since: Instant,
    process_id: z.int(),
  }),
  z.object({
    status: z.literal("busy"),
    since: Instant,
    process_id: z.int(),
    /** null while it works on a turn that nobody asked for. */
    task_id: TaskId.nullable(),
    activity: Activity,
  }),
  /** Its process is gone; it starts again, in its old session, at `restart_at`. */
  z.object({
    status: z.literal("error"),
    since: Instant,
    failure: Failure,
    restart_at: Instant,
  }),
  z.object({
    status: z.literal("terminating"),
    since: Instant,
    process_id: z.int().nullable(),
  }),
  z.object({
    status: z.literal("terminated"),
    since: Instant,
    reason: z.string(),
  }),
  z.object({
    status: z.literal("failed"),
    since: Instant,
    failure: Failure,
  }),
]);
export type AgentState = z.infer<typeof AgentState>;
export type AgentStatus = AgentState["status"];

/** One agent as it is now. */
export const Agent = z.object({
  id: AgentId,
  name: z.string(),
  role: z.enum(AGENT_ROLES),
  model: z.string(),
  config: AgentConfig,
  state: AgentState,
  claude_session: z.object({
    id: z.uuid(),
    /** Once a turn was started in it. */
    begun: z.boolean(),
    /** What the CLI's own counters of the session said last. */
    counted: Usage.optional(),
    /** How full it is, as of the last turn. */
    context: ContextUse.optional(),
    /** What it begins with: a summary of the session that became too long. */
    carried: LongText.optional(),
  }),
  working_directory: z.string(),
  /** The piece of work that it is part of, for good. */
  session_id: SessionId.nullable().default(null),
  usage: Usage,
  tasks_completed: z.int(),
  tasks_failed: z.int(),
  /** Turns that have ended. */
  turns: z.int().nonnegative().default(0),
  /** When its process was last lost, newest last; a few of them. */
  crashes: z.array(Instant).default([]),
  /** A person wants it to stand still, also after a restart; without it, nobody does. */
  held: z.object({ since: Instant, reason: z.string() }).nullish(),
  /** Its processes occupy more memory than they may; without it, they do not. */
  memory_over: MemoryOver.nullish(),
  /** What was told of its budget, which is among its limits. */
  budget_marks: BudgetMarks.nullish(),
  /** Finished transcript entries; the next one gets this number. */
  transcript_length: z.int(),
  created_at: Instant,
  updated_at: Instant,
  updated_seq: z.int(),
});
export type Agent = z.infer<typeof Agent>;
