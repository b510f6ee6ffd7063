import type { Budget } from "./budget.ts";
import type { Failure, LongText, Usage } from "./common.ts";

export type AgentRole = "manager" | "worker";

/** What one agent may use up. */
export type ResourceLimits = {
  readonly memory_mb?: number | undefined;
  readonly timeout_seconds?: number | undefined;
  readonly max_turns?: number | undefined;
  readonly budget_usd?: number | undefined;
  readonly budget_tokens?: number | undefined;
  readonly cpu_percent?: number | undefined;
};

/** How an agent is configured. */
export type AgentConfig = {
  readonly role: AgentRole;
  readonly name?: string | undefined;
  readonly model: string;
  readonly instructions?: string | undefined;
  readonly permission_mode: "default" | "acceptEdits" | "plan" | "dontAsk";
  readonly allowed_tools: readonly string[];
  readonly working_directory?: string | undefined;
  readonly resource_limits: ResourceLimits;
  readonly capabilities?: readonly string[] | undefined;
  readonly template?: string | undefined;
  readonly session_id?: string | undefined;
};

/** What is asked for when an agent is created; a `role` or a `template` has to be there. */
export type NewAgent = Partial<AgentConfig>;

/** Why an agent is busy, or what it waits for. */
export type Activity = {
  readonly kind: string;
  readonly since: string;
  readonly tool?: string;
  readonly detail?: string;
  readonly reason?: string;
  readonly attempt?: number;
  readonly until?: string;
};

export type AgentStatus =
  | "starting"
  | "idle"
  | "busy"
  | "error"
  | "terminating"
  | "terminated"
  | "failed";

/** An agent as it is now. */
export type Agent = {
  readonly id: string;
  readonly name: string;
  readonly role: AgentRole;
  readonly model: string;
  /** One of `AgentStatus`; a newer server may know more. */
  readonly status: string;
  readonly status_since: string;
  readonly activity: Activity | null;
  readonly failure: Failure | null;
  /** A person wants it to stand still, and why. */
  readonly held: { readonly since: string; readonly reason: string } | null;
  readonly task_id: string | null;
  readonly process_id: number | null;
  readonly config: AgentConfig;
  readonly claude_session_id: string;
  readonly session_id: string | null;
  readonly working_directory: string;
  readonly usage: Usage;
  /** null: any amount. */
  readonly budget: Budget | null;
  readonly tasks_completed: number;
  readonly tasks_failed: number;
  readonly transcript_length: number;
  readonly created_at: string;
  readonly updated_at: string;
};

type Entry = {
  readonly agent_id: string;
  /** Rises by one per entry of the agent, from 0. */
  readonly n: number;
  readonly at: string;
  readonly task_id: string | null;
  readonly parent_tool_use_id: string | null;
};

/** One finished piece of what an agent was told, said, did or got back. */
export type TranscriptEntry =
  | Entry & { readonly kind: "prompt"; readonly text: LongText }
  | Entry & {
    readonly kind: "text";
    readonly message_id: string;
    readonly text: LongText;
    readonly aborted: boolean;
  }
  | Entry & {
    readonly kind: "thinking";
    readonly message_id: string;
    readonly text: LongText;
  }
  | Entry & {
    readonly kind: "tool_call";
    readonly message_id: string;
    readonly tool_use_id: string;
    readonly tool: string;
    readonly input: LongText;
  }
  | Entry & {
    readonly kind: "tool_result";
    readonly tool_use_id: string;
    readonly text: LongText;
    readonly is_error: boolean;
  }
  | Entry & {
    readonly kind: "turn_ended";
    readonly succeeded: boolean;
    readonly reason: string;
    readonly duration_ms: number;
    readonly cost_usd: number;
    readonly tokens: number;
  }
  | Entry & {
    readonly kind: "notice";
    readonly level: "info" | "warning" | "error";
    readonly text: LongText;
  };
