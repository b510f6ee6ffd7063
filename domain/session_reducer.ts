import { marked, marksLeft } from "./budget_level.ts";
import type { FleetEvent } from "./event.ts";
import type { Session } from "./session.ts";
import { addUsage } from "./usage_sum.ts";

/**
 * The session after one event that names it; the same object when the event
 * adds nothing to it. Pure. The caller passes on only what took effect, so
 * that nothing is counted twice.
 */
export function applyToSession(
  session: Session | undefined,
  event: FleetEvent,
): Session | undefined {
  if (event.type === "session.created") {
    return session ?? { ...event.data.session, updated_seq: event.seq };
  }
  const before = session ??
    // Archived so long ago that it had left the fleet.
    (event.type === "session.restored" ? event.data.session : undefined);
  if (!before) return undefined;
  const changed = change(before, event);
  return changed
    ? { ...before, ...changed, updated_at: event.at, updated_seq: event.seq }
    : session;
}

function change(
  session: Session,
  event: FleetEvent,
): Partial<Session> | undefined {
  switch (event.type) {
    case "session.renamed":
      return { name: event.data.name };
    case "session.archived":
      return session.state.status !== "active"
        ? undefined
        : { state: { status: "archived", since: event.at } };
    case "session.restored":
      return session.state.status !== "archived"
        ? undefined
        : { state: { status: "active", since: event.at } };
    case "agent.created":
      return { agents: session.agents + 1 };
    case "task.completed":
    case "task.accepted":
      return { tasks_completed: session.tasks_completed + 1 };
    case "task.failed":
      return { tasks_failed: session.tasks_failed + 1 };
    case "usage.recorded":
      return {
        usage: addUsage(session.usage, event.data.usage),
        worked_ms: session.worked_ms + (event.data.duration_ms ?? 0),
      };
    case "budget.set": {
      if (event.data.scope !== "session") return undefined;
      const { budget } = event.data;
      const { budget_marks: marks, usage } = session;
      return { budget, budget_marks: marksLeft(marks, budget, usage) };
    }
    case "budget.warned":
    case "budget.reached":
      return event.data.scope === "session"
        ? { budget_marks: marked(session.budget_marks, event.type, event.at) }
        : undefined;
    default:
      return undefined;
  }
}
