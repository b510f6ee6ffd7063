import { z } from "zod";
import { PERSON_EVENTS } from "./events/person_events.ts";
import { BUDGET_EVENTS } from "./events/budget_events.ts";
import { SERVER_EVENTS } from "./events/server_events.ts";
import { SESSION_EVENTS } from "./events/session_events.ts";
import { AGENT_EVENTS } from "./events/agent_events.ts";
import { TASK_EVENTS } from "./events/task_events.ts";
import { HANDOFF_EVENTS } from "./events/handoff_events.ts";
import { TALK_EVENTS } from "./events/talk_events.ts";
import { ERROR_EVENTS } from "./events/error_events.ts";
import type { AgentId } from "./ids.ts";

/** Everything that the log can tell. Additive only: a new shape gets a new `type`. */
export const FleetEvent = z.discriminatedUnion("type", [
  ...SERVER_EVENTS,
  ...SESSION_EVENTS,
  ...AGENT_EVENTS,
  ...TASK_EVENTS,
  ...HANDOFF_EVENTS,
  ...TALK_EVENTS,
  ...BUDGET_EVENTS,
  ...ERROR_EVENTS,
  ...PERSON_EVENTS,
]);
export type FleetEvent = z.infer<typeof FleetEvent>;
export type FleetEventType = FleetEvent["type"];

type WithoutPlace<E> = E extends unknown ? Omit<E, "seq" | "at"> : never;
/** An event before the writer has given it its place in the log. */
export type EventDraft = WithoutPlace<FleetEvent>;

/**
 * What is broadcast while it happens and never stored: pieces of blocks that
 * are still being written. The finished block follows as an event.
 */
export type LiveDelta =
  | {
    readonly type: "transcript.delta";
    readonly agent_id: AgentId;
    readonly message_id: string;
    readonly block_index: number;
    readonly of: "text" | "thinking" | "tool_input";
    readonly text: string;
  }
  | {
    readonly type: "transcript.abandoned";
    readonly agent_id: AgentId;
    readonly message_id: string;
  };
