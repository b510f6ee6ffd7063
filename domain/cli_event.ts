/** Token counts of one turn or one model, as the CLI reports them. */
export type TokenUsage = {
  readonly input: number;
  readonly output: number;
  readonly cacheRead: number;
  readonly cacheWrite: number;
};

/** What one model has cost since the process started counting; only ever grows while one process lives. */
export type ModelUsage = TokenUsage & {
  readonly costUsd: number;
  /** Tokens that the model can read at once; 0 or none: the CLI does not tell. */
  readonly contextWindow?: number;
};

/** One finished piece of an assistant message. */
export type ContentBlock =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "thinking"; readonly text: string }
  | {
    readonly type: "tool_use";
    readonly id: string;
    readonly name: string;
    readonly input: unknown;
  }
  | { readonly type: "other"; readonly name: string; readonly raw: unknown };

/**
 * How a turn ended. `succeeded` is decided by three fields together:
 * `subtype === "success"`, `!is_error` and `terminal_reason === "completed"`,
 * because a failed API call also says `subtype: "success"`.
 */
export type TurnResult = {
  readonly succeeded: boolean;
  readonly subtype: string;
  readonly isError: boolean;
  readonly terminalReason: string | undefined;
  readonly apiErrorStatus: number | undefined;
  readonly text: string | undefined;
  readonly errors: readonly string[];
  readonly turns: number;
  readonly durationMs: number;
  readonly apiDurationMs: number;
  /** Cumulative over the session in this process, US dollars. */
  readonly totalCostUsd: number;
  /** This turn, main loop only. */
  readonly usage: TokenUsage;
  /** Cumulative by model; ledgers take differences of it. */
  readonly modelUsage: Readonly<Record<string, ModelUsage>>;
  /** The user messages that this turn answered; empty for a turn nobody asked for. */
  readonly answers: readonly string[];
  readonly structuredOutput: unknown;
};

/** The person or key the process is signed in with; `source` is undefined when nobody is. */
export type CliAccount = {
  readonly source: string | undefined;
  readonly provider: string | undefined;
  readonly email: string | undefined;
};

/** How a process ended. */
export type CliExit = {
  readonly code: number;
  readonly signal: string | undefined;
  /** The last lines of standard error, oldest first. */
  readonly stderrTail: readonly string[];
};

/**
 * Everything that one `claude` process can tell, decoded from its output
 * lines, in the order the lines came. Frames nobody knows are `unknown`: kept
 * and counted, never fatal.
 */
export type CliEvent =
  | {
    readonly kind: "turn_started";
    readonly sessionId: string;
    readonly model: string;
    readonly cwd: string;
    readonly permissionMode: string;
    readonly tools: readonly string[];
    readonly mcpServers: readonly {
      readonly name: string;
      readonly status: string;
    }[];
    readonly cliVersion: string | undefined;
    readonly apiKeySource: string | undefined;
  }
  /** The CLI echoed a message that we sent: the receipt of its delivery. */
  | { readonly kind: "message_received"; readonly uuid: string }
  | {
    readonly kind: "message_state";
    readonly uuid: string;
    readonly state: "queued" | "started" | "completed" | "cancelled";
  }
  /** A piece of a block that is still being written; broadcast, never stored. */
  | {
    readonly kind: "delta";
    readonly messageId: string;
    readonly blockIndex: number;
    readonly of: "text" | "thinking" | "tool_input";
    readonly text: string;
    readonly parentToolUseId: string | undefined;
  }
  /** The stream of this message was cut: drop what its deltas showed. */
  | { readonly kind: "stream_abandoned"; readonly messageId: string }
  | {
    readonly kind: "block_finished";
    readonly messageId: string;
    readonly model: string;
    readonly block: ContentBlock;
    readonly parentToolUseId: string | undefined;
    readonly aborted: boolean;
    /** The CLI's own error class, such as `rate_limit`, when this block reports one. */
    readonly error: string | undefined;
    /** Tokens that the answer was made from, with those of the answer so far. */
    readonly contextTokens?: number | undefined;
  }
  | {
    readonly kind: "tool_result";
    readonly toolUseId: string;
    readonly text: string;
    readonly isError: boolean;
    readonly structured: unknown;
    readonly parentToolUseId: string | undefined;
  }
  /** Text in the user's place that we did not send: a command's output, an interruption note. */
  | {
    readonly kind: "user_text";
    readonly text: string;
    readonly synthetic: boolean;
  }
  | { readonly kind: "turn_ended"; readonly result: TurnResult }
  | {
    readonly kind: "api_retry";
    readonly attempt: number;
    readonly maxRetries: number;
    readonly delayMs: number;
    /** `undefined` means that the network failed before any status came. */
    readonly status: number | undefined;
    readonly error: string | undefined;
  }
  | {
    readonly kind: "tool_heartbeat";
    readonly toolUseId: string;
    readonly toolName: string;
    readonly elapsedMs: number;
  }
  | {
    readonly kind: "session_state";
    readonly state: "idle" | "running" | "requires_action";
  }
  | {
    readonly kind: "model_fallback";
    readonly from: string;
    readonly to: string;
    readonly trigger: string | undefined;
  }
  | {
    readonly kind: "permission_denied";
    readonly toolName: string;
    readonly toolUseId: string;
    readonly message: string;
  }
  /** Subagents and long or background commands inside the process. */
  | {
    readonly kind: "background_task";
    readonly phase: "started" | "progress" | "updated" | "notified";
    readonly taskId: string;
    readonly raw: unknown;
  }
  | {
    readonly kind: "background_tasks";
    readonly tasks: readonly unknown[];
  }
  | { readonly kind: "rate_limit"; readonly raw: unknown }
  /** The CLI asks whether a tool may run; it waits without limit until answered. */
  | {
    readonly kind: "permission_requested";
    readonly requestId: string;
    readonly toolName: string;
    readonly toolUseId: string | undefined;
    readonly input: Readonly<Record<string, unknown>>;
    readonly suggestions: readonly unknown[];
    readonly needsPerson: boolean;
    readonly blockedPath: string | undefined;
  }
  | { readonly kind: "request_withdrawn"; readonly requestId: string }
  /** A frame whose meaning is known and that asks for nothing. */
  | { readonly kind: "notice"; readonly name: string; readonly raw: unknown }
  | { readonly kind: "unknown"; readonly name: string; readonly raw: unknown }
  /** A line that is no JSON object, or is over the size cap; it costs itself alone. */
  | {
    readonly kind: "malformed";
    readonly reason: "not_json" | "not_object" | "too_long" | "bad_shape";
    readonly sizeBytes: number;
    readonly sample: string;
  }
  | { readonly kind: "stderr"; readonly line: string }
  /** Always the last event. */
  | { readonly kind: "exited"; readonly exit: CliExit };
