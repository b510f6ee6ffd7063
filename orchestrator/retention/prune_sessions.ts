import { isEnded } from "@/domain/agent_status.ts";
import type { Agent } from "@/domain/agent.ts";
import type { SessionId } from "@/domain/ids.ts";
import type { Page } from "@/domain/platform.ts";
import { isArchived } from "@/domain/session_status.ts";
import type { Session } from "@/domain/session.ts";
import type { Task } from "@/domain/task.ts";
import { isTaskEnded } from "@/domain/task_status.ts";
import type { LiveRetentionDeps } from "./live_retention.ts";
import type { PrunedHistoryPort, Removed } from "./ports.ts";
import { add } from "./prune_history.ts";

const PAGE = 100;

type SessionPruneDeps =
  & Pick<
    LiveRetentionDeps,
    "store" | "retire" | "historyState"
  >
  & {
    readonly findSession: (id: SessionId) => Promise<Session | undefined>;
  };

/**
 * Removes the sessions that a person chose, first from the live store, then
 * from the history. One that was taken up again stays; one whose last events
 * are not written yet waits for the next time. Gives what went.
 */
export async function pruneSessions(
  deps: SessionPruneDeps,
  history: PrunedHistoryPort,
  timed: <T>(work: () => Promise<T>) => Promise<T | undefined>,
): Promise<Removed> {
  const removed: Record<string, number> = {};
  for (const id of await history.requestedPrunes()) {
    const session = await deps.findSession(id);
    if (session && !isArchived(session)) {
      await history.forgetPrune(id);
      continue;
    }
    if (!await leaveLiveStore(deps, id)) continue;
    for (;;) {
      const gone = await timed(() => history.pruneSession(id));
      if (!gone) return removed;
      if (add(removed, gone) === 0) break;
    }
    await history.forgetPrune(id);
  }
  return removed;
}

/** Gives whether nothing of the session is in the live store any more. */
async function leaveLiveStore(
  deps: SessionPruneDeps,
  id: SessionId,
): Promise<boolean> {
  const state = deps.historyState();
  if (state.kind !== "healthy") return false;
  const tasks = await tasksOf(deps, id);
  const agents = await agentsOf(deps, id);
  const isWritten = [...tasks, ...agents].every((record) =>
    record.updated_seq <= state.seq && isRecordEnded(record)
  );
  const session = await deps.findSession(id);
  if (!isWritten || (session && session.updated_seq > state.seq)) return false;
  await deps.retire({ tasks, agents });
  const left = await tasksOf(deps, id);
  if (left.length > 0) return false;
  await deps.retire({ sessions: [id] });
  return await deps.findSession(id) === undefined;
}

function tasksOf({ store }: SessionPruneDeps, sessionId: SessionId) {
  return all((page) => store.listTasks({ ...page, sessionId }));
}

async function agentsOf({ store }: SessionPruneDeps, sessionId: SessionId) {
  const agents = await all((page) => store.listAgents(page));
  return agents.filter((agent) => agent.session_id === sessionId);
}

async function all<R>(
  list: (
    page: { readonly limit: number; readonly cursor?: string },
  ) => Promise<Page<R>>,
): Promise<R[]> {
  const found: R[] = [];
  let page: { limit: number; cursor?: string } | undefined = { limit: PAGE };
  while (page) {
    const { items, next }: Page<R> = await list(page);
    found.push(...items);
    page = next === null ? undefined : { limit: PAGE, cursor: next };
  }
  return found;
}

function isRecordEnded(record: Task | Agent): boolean {
  return "attempts" in record
    ? isTaskEnded(record.state)
    : isEnded(record.state);
}
