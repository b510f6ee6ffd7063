import type { Agent } from "@/domain/agent.ts";
import type { Fleet } from "@/domain/fleet.ts";
import type { Session } from "@/domain/session.ts";
import { isArchived } from "@/domain/session_status.ts";
import type { Task } from "@/domain/task.ts";

/** Sessions that take agents, the newest first; ids sort by the time they were made. */
export function activeSessions(fleet: Fleet): readonly Session[] {
  return newestFirst(
    Object.values(fleet.sessions).filter((session) => !isArchived(session)),
  );
}

/** Sessions that were put away, the latest first. */
export function archivedSessions(fleet: Fleet): readonly Session[] {
  return Object.values(fleet.sessions).filter(isArchived)
    .sort((a, b) => b.state.since < a.state.since ? -1 : 1);
}

/**
 * The part of the fleet that belongs to a session: what the page was rendered
 * with, and on top of it what came since.
 */
export function fleetOfSession(
  fleet: Fleet,
  sessionId: string,
  rendered: {
    readonly agents: readonly Agent[];
    readonly tasks: readonly Task[];
  },
): Fleet {
  return {
    ...fleet,
    agents: merged(rendered.agents, fleet.agents, sessionId),
    tasks: merged(rendered.tasks, fleet.tasks, sessionId),
  };
}

function merged<
  R extends { readonly id: string; readonly session_id: string | null },
>(
  rendered: readonly R[],
  current: Readonly<Record<string, R>>,
  sessionId: string,
): Readonly<Record<string, R>> {
  const records = [...rendered, ...Object.values(current)]
    .filter((record) => record.session_id === sessionId);
  return Object.fromEntries(records.map((record) => [record.id, record]));
}

function newestFirst<R extends { readonly id: string }>(
  records: readonly R[],
): readonly R[] {
  return records.toSorted((a, b) => (a.id < b.id ? 1 : -1));
}
