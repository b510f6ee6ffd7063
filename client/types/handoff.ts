import type { Failure } from "./common.ts";

/** One part of a task that is handed off. */
export type HandoffPart = {
  readonly key: string;
  readonly title: string;
  readonly description: string;
  readonly depends_on: readonly string[];
  readonly requires: readonly string[];
  readonly agent_id: string | null;
  readonly instructions: string | null;
  readonly task_id: string | null;
  readonly review: {
    readonly verdict: "accepted" | "sent_back";
    readonly reason: string;
    readonly at: string;
  } | null;
  readonly sent_back: number;
};

/** One prompt to the manager: a step of the hand-off was asked for. */
export type StepPrompt = {
  readonly step: string;
  readonly reason: string;
  readonly message_uuid: string;
  readonly token: number;
  readonly offered_at: string;
  readonly started_at: string | null;
  readonly ended_at: string | null;
  readonly accepted_at: string | null;
};

/** A task on its way from its manager to workers and back. */
export type Handoff = {
  readonly id: string;
  readonly task_id: string;
  readonly manager_id: string;
  readonly session_id: string | null;
  readonly status: string;
  readonly status_since: string;
  readonly failed: { readonly step: string; readonly failure: Failure } | null;
  readonly requirements: string | null;
  readonly parts: readonly HandoffPart[];
  readonly prompts: readonly StepPrompt[];
  readonly result: {
    readonly output: string;
    readonly succeeded: boolean;
  } | null;
  readonly created_at: string;
  readonly updated_at: string;
};
