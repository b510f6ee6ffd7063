import type { Agent } from "@/domain/agent.ts";
import { isEnded } from "@/domain/agent_status.ts";
import type { Fleet } from "@/domain/fleet.ts";
import type { HistoryState } from "@/domain/history_state.ts";
import { isOver, KEPT_LIVE_AGENTS } from "@/domain/retirement.ts";
import type { Page } from "@/domain/platform.ts";
import type { Task } from "@/domain/task.ts";
import { isTaskEnded } from "@/domain/task_status.ts";
import type { TranscriptEntry } from "@/domain/transcript.ts";
import type { PrunedHistoryPort, Removed, RetainedStorePort } from "./ports.ts";
import type { Retirable } from "./retire.ts";
import { type Limit, retireManaged } from "./retire_managed.ts";

const HOUR_MS = 3_600_000;
const PAGE = 100;
/** Entries of a living agent that its page shows without the history. */
const KEPT_ENTRIES = 200;

export type LiveRetentionDeps = {
  readonly store: RetainedStorePort;
  readonly fleet: () => Fleet;
  /** Lets go of what is still over; see `retire.ts`. */
  readonly retire: (
    wanted: Retirable,
  ) => Promise<{ readonly tasks: number; readonly agents: number }>;
  readonly historyState: () => HistoryState;
  readonly nowMs: () => number;
  /** Gives others their turn; `false` when this is to end. */
  readonly rest: () => Promise<boolean>;
  /** Hours that ended records stay; 0 keeps them for good. */
  readonly hours: number;
  /** Ended tasks that stay at the most. */
  readonly keptTasks: number;
};

/**
 * Lets the live store go of what is over for long, or of the oldest when there
 * is much of it: tasks with what belongs to them, agents, transcripts and
 * texts. Only what the history
 * has, and what no event of the log speaks of any more, so that the log can
 * always be written to a history that begins anew. Gives what went.
 */
export async function retireOld(
  deps: LiveRetentionDeps,
  history: Pick<PrunedHistoryPort, "kept" | "lastEntry">,
): Promise<Removed> {
  const removed = { tasks: 0, agents: 0, transcript_entries: 0, texts: 0 };
  if (deps.hours === 0 || deps.historyState().kind !== "healthy") {
    return removed;
  }
  const limit = await retiringLimit(deps);
  const tasks = await retirePages<Task>(
    deps,
    (page) => deps.store.listTasks(page),
    deps.keptTasks,
    limit,
    (seen) => history.kept("tasks", seen),
    (seen) => deps.retire({ tasks: seen }),
  );
  const agents = tasks === undefined ? tasks : await retirePages<Agent>(
    deps,
    (page) => deps.store.listAgents(page),
    KEPT_LIVE_AGENTS,
    limit,
    (seen) => history.kept("agents", seen),
    (seen) => deps.retire({ agents: seen }),
  );
  removed.tasks = tasks ?? 0;
  removed.agents = agents ?? 0;
  const managed = agents === undefined
    ? undefined
    : await retireManaged(deps, history, limit);
  const swept = await sweep(deps, () => deps.store.sweepRetired());
  const trimmed = await trimLiving(deps, history);
  removed.transcript_entries = swept.entries + trimmed.entries;
  removed.texts = swept.texts + trimmed.texts;
  return { ...removed, ...managed };
}

/** Records that changed since then stay. */
async function retiringLimit(deps: LiveRetentionDeps): Promise<Limit> {
  const state = deps.historyState();
  const acknowledged = state.kind === "healthy" ? state.seq : 0;
  const [oldest] = await deps.store.readEvents(0, 1);
  return {
    beforeSeq: Math.min(acknowledged + 1, oldest?.seq ?? acknowledged + 1),
    beforeMs: deps.nowMs() - deps.hours * HOUR_MS,
  };
}

/** From the newest record to the oldest; `undefined` when this is to end. */
async function retirePages<R extends Task | Agent>(
  deps: LiveRetentionDeps,
  list: (
    page: { readonly limit: number; readonly cursor?: string },
  ) => Promise<Page<R>>,
  kept: number,
  limit: Limit,
  findKept: (seen: readonly R[]) => Promise<ReadonlySet<string>>,
  retire: (seen: readonly R[]) => Promise<Record<"tasks" | "agents", number>>,
): Promise<number | undefined> {
  let over = 0;
  let removed = 0;
  let page: { limit: number; cursor?: string } = { limit: PAGE };
  for (;;) {
    const { items, next } = await list(page);
    const due = items.filter((record) => {
      if (!isOver(record)) return false;
      over++;
      return record.updated_seq < limit.beforeSeq &&
        (Date.parse(record.state.since) < limit.beforeMs || over > kept);
    });
    if (due.length > 0) {
      const ids = await findKept(due);
      const gone = await retire(due.filter(({ id }) => ids.has(id)));
      removed += gone.tasks + gone.agents;
    }
    if (next === null) return removed;
    page = { limit: PAGE, cursor: next };
    if (!await deps.rest()) return undefined;
  }
}

type Swept = { readonly entries: number; readonly texts: number };

/** Repeats a step until it finds nothing more. */
async function sweep(
  deps: LiveRetentionDeps,
  step: () => Promise<Swept>,
): Promise<Swept> {
  let sum = { entries: 0, texts: 0 };
  for (;;) {
    const { entries, texts } = await step();
    if (entries + texts === 0) return sum;
    sum = { entries: sum.entries + entries, texts: sum.texts + texts };
    if (!await deps.rest()) return sum;
  }
}

/** The beginnings of long transcripts of agents that live. */
async function trimLiving(
  deps: LiveRetentionDeps,
  history: Pick<PrunedHistoryPort, "lastEntry">,
): Promise<Swept> {
  let sum = { entries: 0, texts: 0 };
  const { beforeMs } = await retiringLimit(deps);
  for (const agent of Object.values(deps.fleet().agents)) {
    const last = agent.transcript_length - KEPT_ENTRIES;
    if (isEnded(agent.state) || last <= 0) continue;
    const written = await history.lastEntry(agent.id);
    if (written === undefined) continue;
    const mayGo = async (entry: TranscriptEntry) =>
      entry.n < last && entry.n <= written &&
      await isEntryOver(deps, entry, beforeMs);
    const { entries, texts } = await sweep(
      deps,
      () => deps.store.trimTranscript(agent.id, mayGo),
    );
    sum = { entries: sum.entries + entries, texts: sum.texts + texts };
    if (!await deps.rest()) return sum;
  }
  return sum;
}

/** It is old and its task is over, or its task has left already. */
async function isEntryOver(
  { fleet, store }: LiveRetentionDeps,
  entry: TranscriptEntry,
  beforeMs: number,
): Promise<boolean> {
  const isOld = Date.parse(entry.at) < beforeMs;
  if (entry.task_id === null) return isOld;
  const task = fleet().tasks[entry.task_id] ??
    await store.readTask(entry.task_id);
  return !task || (isOld && isTaskEnded(task.state));
}
