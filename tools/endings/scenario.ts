import type { RuleInput } from "@/model/mod.ts";

/** What an ending is, known from what was done to bring it about. */
export type Label = {
  readonly error_type: string;
  readonly kind: string;
};

/** When a process is signalled. */
export type Moment = "before the prompt" | "in a text" | "in a tool";

/** One way for a turn, or a process, to end. */
export type Scenario = {
  readonly name: string;
  /** null: nothing failed. */
  readonly label: Label | null;
  /** How the model answers; without it, nothing is asked of it. */
  readonly rules?: readonly RuleInput[];
  /** Tries after the first that the CLI makes by itself. */
  readonly retries?: number;
  /** Replaces variables of the environment; undefined leaves one out. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Further arguments of the CLI. */
  readonly args?: readonly string[];
  readonly permissionMode?: "default" | "acceptEdits";
  /** A line written to standard input in place of the prompt. */
  readonly line?: string;
  readonly signal?: { readonly name: Deno.Signal; readonly at: Moment };
  /** The turn is interrupted, and why: what the platform itself knows. */
  readonly cut?: { readonly because: string; readonly at: Moment };
  /** Address space of the process, in MiB. */
  readonly addressSpaceMb?: number;
  /** The CLI's own settings file, as it stands at the start. */
  readonly settings?: string;
};

/** What of one ending is kept: enough to tell how it ended, and no more. */
export type RecordedEnding = {
  readonly name: string;
  readonly label: Label | null;
  /** Frames that tell of a failure, and the result, as the CLI wrote them, trimmed. */
  readonly frames: readonly Readonly<Record<string, unknown>>[];
  /** How the process ended, when it did so by itself. */
  readonly exit: {
    readonly code: number;
    readonly signal: string | null;
    readonly stderr: readonly string[];
  } | null;
  /** Why the platform cut the turn short, when it did. */
  readonly cut: string | null;
};
