import { isEnded } from "@/domain/agent_status.ts";
import type { Fleet } from "@/domain/fleet.ts";
import type { Session } from "@/domain/session.ts";
import { isArchived } from "@/domain/session_status.ts";
import { formatExact, plural } from "./format.ts";
import type { Status } from "./status.ts";

/** How a session's state is shown: whether its agents work, or whether it is put away. */
export function sessionStatus(session: Session, fleet: Fleet): Status {
  const since = `since ${formatExact(session.state.since)}`;
  if (isArchived(session)) {
    return { look: "cancelled", word: "Archived", reason: "", evidence: since };
  }
  const living = livingAgents(session, fleet);
  const busy = living.filter(({ state }) => state.status === "busy").length;
  const evidence = `${since} · ${plural(living.length, "living agent")}`;
  return busy > 0
    ? { look: "working", word: "Working", reason: `${busy} busy`, evidence }
    : { look: "idle", word: "Active", reason: "", evidence };
}

/** Agents of the session that have not ended. */
export function livingAgents(session: Session, fleet: Fleet) {
  return Object.values(fleet.agents).filter((agent) =>
    agent.session_id === session.id && !isEnded(agent.state)
  );
}
