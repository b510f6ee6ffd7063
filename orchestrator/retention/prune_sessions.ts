import { isEnded } from "@/domain/agent_status.ts";
import type { Agent } from "@/domain/agent.ts";
import { isApprovalSettled } from "@/domain/approval_status.ts";
import { isHandoffEnded } from "@/domain/handoff_status.ts";
import type { SessionId } from "@/domain/ids.ts";
import { isMessageOver } from "@/domain/message_status.ts";
import type { Page } from "@/domain/platform.ts";
import { isArchived } from "@/domain/session_status.ts";
import type { Session } from "@/domain/session.ts";
import type { Task } from "@/domain/task.ts";
import { isTaskEnded } from "@/domain/task_status.ts";
import { textsOfRecords } from "../historian/texts_of.ts";
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
  const managed = await managedOf(deps, tasks, agents);
  const { handoffs, messages, approvals } = managed;
  const records = [
    ...tasks,
    ...agents,
    ...handoffs,
    ...messages,
    ...approvals,
  ];
  const isOver = [...tasks, ...agents].every(isRecordEnded) &&
    handoffs.every(isHandoffEnded) && messages.every(isMessageOver) &&
    approvals.every(isApprovalSettled);
  const isWritten = records.every(({ updated_seq }) =>
    updated_seq <= state.seq
  );
  const session = await deps.findSession(id);
  if (!isOver || !isWritten) return false;
  if (session && session.updated_seq > state.seq) return false;
  // First: they are found by their tasks and agents.
  const texts = textsOfRecords({ ...managed, tasks: [] });
  await deps.store.removeOver({
    ...managed,
    texts: texts.flatMap(({ blob }) => blob ?? []),
  });
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

/** What speaks of them, each once. */
async function managedOf(
  { store }: SessionPruneDeps,
  tasks: readonly Task[],
  agents: readonly Agent[],
) {
  const owners = [
    ...tasks.map(({ id }) => ({ taskId: id })),
    ...agents.map(({ id }) => ({ agentId: id })),
  ];
  const ofEach = async <R extends { readonly id: string }, F>(
    filters: readonly F[],
    list: (filter: F & { limit: number }) => Promise<Page<R>>,
  ) => {
    const found = new Map<string, R>();
    for (const filter of filters) {
      const records = await all((page) => list({ ...filter, ...page }));
      for (const record of records) found.set(record.id, record);
    }
    return [...found.values()];
  };
  return {
    handoffs: await ofEach(
      tasks.map(({ id }) => ({ taskId: id })),
      (filter) => store.listHandoffs(filter),
    ),
    messages: await ofEach(owners, (filter) => store.listMessages(filter)),
    approvals: await ofEach(owners, (filter) => store.listApprovals(filter)),
  };
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
