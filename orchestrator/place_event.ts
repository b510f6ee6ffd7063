import type { EventDraft, FleetEvent } from "@/domain/event.ts";
import type { Fleet } from "@/domain/fleet.ts";
import type { Instant } from "@/domain/ids.ts";

/**
 * Gives a draft the next place in the log of `fleet`, and the session that its
 * agent is part of, so that nobody who tells a fact can forget it. Pure.
 */
export function placeEvent(
  fleet: Fleet,
  draft: EventDraft,
  at: Instant,
): FleetEvent {
  const session_id = sessionOf(fleet, draft);
  const event = {
    ...draft,
    ...(session_id && { session_id }),
    seq: fleet.seq + 1,
    at,
  };
  // What does not apply is left out, so that an event is the same wherever it
  // is read back from.
  const told = Object.entries(event).filter(([, value]) => value !== undefined);
  return Object.fromEntries(told) as FleetEvent;
}

function sessionOf(fleet: Fleet, draft: EventDraft) {
  if (!("agent_id" in draft)) return undefined;
  if (draft.type === "agent.created") {
    return draft.data.agent.session_id ?? undefined;
  }
  if (draft.type === "task.created") {
    return draft.data.task.session_id ?? undefined;
  }
  const agent = draft.agent_id && fleet.agents[draft.agent_id];
  if (agent) return agent.session_id ?? undefined;
  // Nobody has the task yet.
  const task = "task_id" in draft && draft.task_id &&
    fleet.tasks[draft.task_id];
  return (task && task.session_id) || undefined;
}
