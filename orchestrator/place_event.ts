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
  return {
    ...draft,
    ...(session_id && { session_id }),
    seq: fleet.seq + 1,
    at,
  } as FleetEvent;
}

function sessionOf(fleet: Fleet, draft: EventDraft) {
  if (!("agent_id" in draft)) return undefined;
  const agent = draft.type === "agent.created"
    ? draft.data.agent
    : fleet.agents[draft.agent_id];
  return agent?.session_id ?? undefined;
}
