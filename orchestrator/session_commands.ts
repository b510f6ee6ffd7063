import { isEnded } from "@/domain/agent_status.ts";
import type { Actor } from "@/domain/actor.ts";
import type { Budget } from "@/domain/budget.ts";
import type { EventDraft } from "@/domain/event.ts";
import type { SessionId } from "@/domain/ids.ts";
import type { Outcome, Refusal } from "@/domain/platform.ts";
import type { Session } from "@/domain/session.ts";
import { isArchived } from "@/domain/session_status.ts";
import { NO_USAGE } from "@/domain/usage_sum.ts";
import type { EventWriter } from "./event_writer.ts";
import type { LiveStorePort, Sources } from "./ports.ts";

export type SessionCommandDeps = {
  readonly writer: Pick<
    EventWriter,
    "head" | "committed" | "append" | "drained"
  >;
  readonly store: Pick<LiveStorePort, "readSession">;
  readonly sources: Sources;
};

/** Who asks by a command; there is one person so far. */
const by: Actor = { kind: "person" };

/** What may be asked about sessions; see `domain/platform.ts` for the promises. */
export function sessionCommands(deps: SessionCommandDeps) {
  const { writer } = deps;

  async function createSession(
    name: string,
    budget?: Budget,
  ): Promise<Outcome<Session>> {
    const session = {
      ...newSession(deps.sources, name),
      ...(budget && { budget }),
    };
    const session_id = session.id;
    return await told(session, {
      type: "session.created",
      session_id,
      data: { session, by },
    });
  }

  async function renameSession(
    session_id: SessionId,
    name: string,
  ): Promise<Outcome<Session>> {
    const session = await findSession(deps, session_id);
    if (!session) return notFound(session_id);
    if (isArchived(session)) {
      return refused(archivedRefusal(session_id, "rename session"));
    }
    if (session.name === name) return await settled(session);
    return await told(session, {
      type: "session.renamed",
      session_id,
      data: { name, by },
    });
  }

  async function archiveSession(
    session_id: SessionId,
  ): Promise<Outcome<Session>> {
    const session = await findSession(deps, session_id);
    if (!session) return notFound(session_id);
    if (isArchived(session)) return await settled(session);
    const living = Object.values(writer.head.agents).filter((agent) =>
      agent.session_id === session_id && !isEnded(agent.state)
    );
    if (living.length > 0) {
      return refused({
        code: "session_busy",
        message:
          `Cannot archive session "${session_id}": ${living.length} of its agents live`,
      });
    }
    return await told(session, {
      type: "session.archived",
      session_id,
      data: { by },
    });
  }

  async function restoreSession(
    session_id: SessionId,
  ): Promise<Outcome<Session>> {
    const session = await findSession(deps, session_id);
    if (!session) return notFound(session_id);
    if (!isArchived(session)) return await settled(session);
    return await told(session, {
      type: "session.restored",
      session_id,
      data: { session, by },
    });
  }

  async function told(
    session: Session,
    draft: EventDraft,
  ): Promise<Outcome<Session>> {
    await writer.append([draft]);
    return await settled(session);
  }

  /** What is answered must be durable, also when another call brought it about. */
  async function settled({ id }: Session): Promise<Outcome<Session>> {
    await writer.drained();
    const session = writer.committed.sessions[id] ??
      await deps.store.readSession(id);
    return session ? { ok: true, value: session } : notFound(id);
  }

  return { createSession, renameSession, archiveSession, restoreSession };
}

/** The session as decided so far, or from the store when it left the fleet. */
export async function findSession(
  deps: Pick<SessionCommandDeps, "writer" | "store">,
  id: SessionId,
): Promise<Session | undefined> {
  const known = deps.writer.head.sessions[id];
  if (known) return known;
  // One that has just left the fleet may not be stored yet as it left.
  await deps.writer.drained();
  const stored = await deps.store.readSession(id);
  return deps.writer.head.sessions[id] ?? stored;
}

/** Why nothing new may be done in a session that is archived. */
export function archivedRefusal(id: SessionId, act: string): Refusal {
  return {
    code: "session_archived",
    message: `Cannot ${act} "${id}": it is archived`,
  };
}

/** Why a session cannot be used: it does not exist. */
export function missingRefusal(id: SessionId): Refusal {
  return {
    code: "session_not_found",
    message: `Cannot find session "${id}"`,
  };
}

function newSession(sources: Sources, name: string): Session {
  const at = sources.now();
  return {
    id: sources.newId() as SessionId,
    name,
    state: { status: "active", since: at },
    usage: NO_USAGE,
    worked_ms: 0,
    agents: 0,
    tasks_completed: 0,
    tasks_failed: 0,
    created_at: at,
    updated_at: at,
    updated_seq: 0,
  };
}

function refused(refusal: Refusal) {
  return { ok: false, refusal } as const;
}

function notFound(id: SessionId) {
  return refused(missingRefusal(id));
}
