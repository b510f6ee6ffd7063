import type { TranscriptEntry } from "./agent.ts";

/** One thing that happened, as the log tells it. */
export type FleetEvent = {
  /** Rises by exactly one per event of the whole log. */
  readonly seq: number;
  readonly at: string;
  /** `noun.past_participle`, such as `task.completed`. */
  readonly type: string;
  readonly agent_id?: string;
  readonly task_id?: string;
  readonly session_id?: string;
  /** The `seq` of the event that led to this one. */
  readonly caused_by?: number;
  /** Of what a person did: from where it was asked for. */
  readonly asked_from?: {
    readonly kind: "token" | "browser" | "stranger" | "demo";
    readonly id?: string;
    readonly name?: string | null;
    readonly address?: string;
  };
  readonly data: Readonly<Record<string, unknown>>;
};

/** A piece of a block that is being written; never stored. */
export type Delta = {
  readonly type: string;
  readonly agent_id: string;
  readonly message_id: string;
  readonly block_index?: number;
  readonly of?: "text" | "thinking" | "tool_input";
  readonly text?: string;
};

/** One item of the event stream. */
export type StreamItem =
  | { readonly kind: "event"; readonly event: FleetEvent }
  /** The whole fleet; after `reset`, everything that was known before is void. */
  | {
    readonly kind: "snapshot";
    readonly seq: number;
    readonly fleet: Readonly<Record<string, unknown>>;
    readonly reset: boolean;
  }
  | { readonly kind: "delta"; readonly delta: Delta }
  /** How `claude`, the `history` or the `storage` is. */
  | { readonly kind: "status"; readonly of: string; readonly data: unknown }
  /** The stream was lost or is there again; nothing is missed in between. */
  | { readonly kind: "link"; readonly up: boolean };

/** The transcript entry that an event brings, if it brings one. */
export function entryOf(event: FleetEvent): TranscriptEntry | undefined {
  return event.type === "transcript.appended"
    ? event.data.entry as TranscriptEntry
    : undefined;
}
