import type { CliAccount, CliEvent, CliExit } from "./cli_event.ts";

/** The CLI's own permission modes that a person may choose for an agent. */
export const PERMISSION_MODES = [
  "default",
  "acceptEdits",
  "plan",
  "dontAsk",
] as const;
export type PermissionMode = typeof PERMISSION_MODES[number];

/**
 * Answers one JSON-RPC message of the Model Context Protocol; `undefined` for
 * a notification. Aborted when the CLI no longer wants the answer. What it
 * throws reaches the model as a failed call.
 */
export type ToolServer = (
  message: unknown,
  signal: AbortSignal,
) => Promise<unknown>;

/** All that decides how one `claude` process is started. */
export type LaunchSpec = {
  readonly agentId: string;
  /** Marks every process of the tree, so that leftovers can be found. */
  readonly instanceId: string;
  readonly role: "manager" | "worker";
  readonly name: string;
  readonly model: string;
  readonly permissionMode: PermissionMode;
  readonly allowedTools: readonly string[];
  readonly appendSystemPrompt: string;
  /** A new session under this id, or an old one taken up again. */
  readonly session: { readonly kind: "new" | "resume"; readonly id: string };
  /** Absolute folders, all of them existing when the process starts. */
  readonly cwd: string;
  readonly home: string;
  readonly tmpDir: string;
  /** `undefined`: the person's own configuration folder is shared. */
  readonly configDir: string | undefined;
  /** Whether settings, hooks and CLAUDE.md of the folder may be read. */
  readonly trustFolder: boolean;
  readonly maxTurns: number | undefined;
  readonly maxBudgetUsd: number | undefined;
  /** Address space cap, used when at least 1,024 MiB and `prlimit` is there. */
  readonly memoryMb: number | undefined;
  /** Credentials and addresses for the agent alone, already chosen from an allow list. */
  readonly env: Readonly<Record<string, string>>;
  /**
   * Tool servers that live in this process, by name: served over standard
   * input and output, so they need neither a port nor a token. The model sees
   * their tools as `mcp__<name>__<tool>`.
   */
  readonly toolServers?: Readonly<Record<string, ToolServer>>;
};

/** The answer to a tool's permission request. */
export type PermissionAnswer =
  | { readonly behavior: "allow"; readonly updatedInput?: unknown }
  | {
    readonly behavior: "deny";
    readonly message: string;
    readonly interrupt?: boolean;
  };

/**
 * One running `claude`. Events reach the `onEvent` given at the start, one
 * after the other; the process is read no faster than that function answers.
 * Disposing stops it with everything that it started.
 */
export interface ClaudeProcess extends AsyncDisposable {
  /** The process that leads the tree, as the host sees it. */
  readonly pid: number;
  readonly account: CliAccount;
  /** Resolves once, when the process and its tree are gone. */
  readonly exited: Promise<CliExit>;
  /**
   * Writes one user message; its receipt comes as `message_received`.
   * @throws {ClaudeError} `write_failed` or `write_timeout`: whether the CLI
   * read it is then unknown, so it must not be sent again to this process.
   */
  send(
    message: {
      readonly uuid: string;
      readonly text: string;
      readonly priority?: "now" | "next" | "later";
    },
  ): Promise<void>;
  /** Ends the running turn; harmless when idle. Safe to repeat. */
  interrupt(options?: { readonly cancelQueued?: boolean }): Promise<void>;
  /**
   * From now on it asks, or does not ask, as the mode says; also within a turn.
   * Safe to repeat.
   * @throws {ClaudeError} `request_failed` when it refuses or does not answer.
   */
  setPermissionMode(mode: PermissionMode): Promise<void>;
  answerPermission(requestId: string, answer: PermissionAnswer): Promise<void>;
  /**
   * Lets the whole tree stand still where it is, tools included; gives whether
   * that was possible. Stopping a paused process lets it go on first.
   */
  pause(): Promise<boolean>;
  /** Lets a paused tree go on; harmless when it does. */
  unpause(): Promise<void>;
  /**
   * The stop ladder: interrupt, standard input closed, TERM to the group,
   * KILL and a sweep by tag; at most 10 seconds. Safe to repeat: every call
   * awaits the same end.
   * @throws {ClaudeError} `stop_failed` when the kernel itself does not let
   * go of the process; safe to repeat.
   */
  stop(options?: { readonly graceMs?: number }): Promise<CliExit>;
}

/**
 * Starts one process and resolves when it answered `initialize`.
 * @throws {ClaudeError} with code `claude_not_found`, `claude_start_failed`
 * (it ended before it was ready; the message carries its own words),
 * `claude_start_timeout`, `session_in_use` or `session_not_found`. Nothing is
 * left running after a throw.
 */
export type StartClaude = (
  spec: LaunchSpec,
  onEvent: (event: CliEvent) => void | Promise<void>,
) => Promise<ClaudeProcess>;

/** Why a process could not be started or spoken to. */
export type ClaudeErrorCode =
  | "claude_not_found"
  | "claude_start_failed"
  | "claude_start_timeout"
  | "session_in_use"
  | "session_not_found"
  | "write_failed"
  | "write_timeout"
  | "request_failed"
  | "stopped"
  | "stop_failed";

/** A process that could not be started, spoken to or ended; `code` tells which. */
export class ClaudeError extends Error {
  override readonly name = "ClaudeError";
  constructor(
    readonly code: ClaudeErrorCode,
    message: string,
    cause?: unknown,
  ) {
    super(message, { cause });
  }
}
