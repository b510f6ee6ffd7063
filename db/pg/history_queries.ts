import type { FleetEvent } from "@/domain/event.ts";
import type {
  AskHistory,
  HistoryOutcome,
  HistoryQueries,
  KeptRecords,
  Looked,
} from "@/domain/history.ts";
import type { HistoryState } from "@/domain/history_state.ts";
import { type AgentId, madeAtMs, TaskId } from "@/domain/ids.ts";
import type { Page, TaskFilter } from "@/domain/platform.ts";
import type { StorageQueries } from "@/domain/storage_sizes.ts";
import type { Task } from "@/domain/task.ts";
import { z } from "zod";
import { findAgent, listAgents } from "./agents.ts";
import { listApprovals } from "./approvals.ts";
import { readAttemptReports } from "./attempt_reports.ts";
import { listAudit } from "./audit.ts";
import { listCommunications } from "./communications.ts";
import { BadCursor, readCursor, writeCursor } from "./cursor.ts";
import { readEvents } from "./events.ts";
import { isOfTrail, readTrail, type TrailOf } from "./event_trail.ts";
import { findHandoff, listHandoffs } from "./handoffs.ts";
import { findIncident, listIncidents } from "./incidents.ts";
import { readHead } from "./history_head.ts";
import { lastEntry } from "./kept_records.ts";
import { findHits } from "./search_hits.ts";
import { listSessions } from "./sessions.ts";
import type { Database } from "./sql.ts";
import { isAway, SqlError } from "./sql_error.ts";
import { readTableSizes } from "./table_sizes.ts";
import { findTask, findTaskByExternalId, listTasks } from "./tasks.ts";
import { readText } from "./texts.ts";
import { findMatches } from "./transcript_matches.ts";
import {
  findToolUses,
  findTranscriptEntry,
  readEntries,
  readTranscript,
} from "./transcripts.ts";
import { readUsageDays } from "./usage_days.ts";

/** Names that a person can choose from in a list. */
const MOST_CHOICES = 200;
/** Events of the log that are looked through at once. */
const LOG_PAGE = 500;
/** So many of them for one answer; a history far behind has more. */
const MOST_LOG_PAGES = 20;

const SeqPlace = z.tuple([z.int()]);

/** The history as it is open right now, and the log that it follows. */
export type HistorySource = {
  readonly state: () => HistoryState;
  /** `undefined` while it is away or being opened for the first time. */
  readonly database: () => Database | undefined;
  /** Events after `seq`, oldest first. */
  readonly readLog: (
    afterSeq: number,
    limit: number,
  ) => Promise<readonly FleetEvent[]>;
};

/** Answers from the history while it is there, and says so while it is not. */
export function historyQueries(
  source: HistorySource,
): {
  readonly queries: Omit<HistoryQueries, keyof StorageQueries>;
  readonly kept: KeptRecords;
  readonly ask: AskHistory<Database>;
} {
  const ask = <T>(read: (database: Database) => Promise<T>) =>
    answer(source, read);
  const trail = (
    of: TrailOf,
    range: { readonly limit: number; readonly cursor?: string | undefined },
  ) => ask((database) => readWholeTrail(database, source.readLog, of, range));

  const queries: Omit<HistoryQueries, keyof StorageQueries> = {
    historyState: source.state,
    searchHistory: (search) => ask((database) => findHits(database, search)),
    searchChoices: () =>
      ask(async (database) => {
        const range = { limit: MOST_CHOICES };
        const [agents, sessions] = await Promise.all([
          listAgents(database, range),
          listSessions(database, range),
        ]);
        const choice = <Id>({ id, name }: { id: Id; name: string }) => ({
          id,
          name,
        });
        return {
          agents: agents.items.map(choice),
          sessions: sessions.items.map(choice),
        };
      }),
    taskEvents: (taskId, range) => trail({ taskId }, range),
    agentEvents: (agentId, range) => trail({ agentId }, range),
    taskAttempts: (id) => ask((database) => readAttemptReports(database, id)),
    taskHistory: ({ parentId, ...filter }) =>
      ask((database) =>
        listTasks(database, { ...filter, parentTaskId: parentId })
      ),
    sessionHistory: (filter) =>
      ask((database) => listSessions(database, filter)),
    handoffHistory: (filter) =>
      ask((database) => listHandoffs(database, filter)),
    communicationHistory: (filter) =>
      ask((database) => listCommunications(database, filter)),
    approvalHistory: (filter) =>
      ask((database) => listApprovals(database, filter)),
    readUsage: (span) => ask((database) => readUsageDays(database, span)),
    auditLog: (filter) => ask((database) => listAudit(database, filter)),
  };
  const kept: KeptRecords = {
    agent: (id) => ask((database) => findAgent(database, id)),
    task: (id) =>
      ask(async (database) => {
        const ours = TaskId.safeParse(id);
        const task = ours.success && await findTask(database, ours.data);
        return task || await findTaskByExternalId(database, id);
      }),
    handoff: (id) => ask((database) => findHandoff(database, id)),
    incident: (id) => ask((database) => findIncident(database, id)),
    incidents: (filter) => ask((database) => listIncidents(database, filter)),
    tasks: (filter) => ask((database) => endedTasks(database, filter)),
    events: (afterSeq, limit) =>
      ask((database) => readEvents(database, afterSeq, limit)),
    text: (blob) => ask((database) => readText(database, blob)),
    transcript: (id, range) =>
      ask((database) => readTranscript(database, id, range)),
    entry: (id, n) => ask((database) => findTranscriptEntry(database, id, n)),
    entries: (id, numbers) =>
      ask((database) => readEntries(database, id, numbers)),
    toolUses: (id, uses) =>
      ask((database) =>
        upToLast(database, id, () => findToolUses(database, id, uses))
      ),
    matches: (id, search) =>
      ask((database) =>
        upToLast(database, id, () => findMatches(database, id, search))
      ),
    tableSizes: () => ask(readTableSizes),
  };
  return { queries, kept, ask };
}

/** Reads, and tells up to which entry: what comes meanwhile is not told of. */
async function upToLast<Found>(
  database: Database,
  agent: AgentId,
  read: () => Promise<Found>,
): Promise<Looked<Found>> {
  const lastN = await lastEntry(database, agent) ?? -1;
  return { found: await read(), lastN };
}

/** Before the task that the cursor names, by the time that is in its id. */
async function endedTasks(
  database: Database,
  { cursor, parentId, ...filter }: TaskFilter,
): Promise<Task[]> {
  const { items } = await listTasks(database, {
    ...filter,
    parentTaskId: parentId,
    isEnded: true,
    // One more for the cursor's own, whose time may be a little before its id.
    limit: filter.limit + 2,
    cursor: cursor === undefined
      ? undefined
      : writeCursor([new Date(madeAtMs(cursor)).toISOString(), cursor]),
  });
  return items.filter(({ id }) => cursor === undefined || id < cursor);
}

async function answer<T>(
  { state, database }: HistorySource,
  read: (database: Database) => Promise<T>,
): Promise<HistoryOutcome<T>> {
  const open = database();
  if (!open) return away(state());
  try {
    return { ok: true, value: await read(open) };
  } catch (error) {
    if (error instanceof BadCursor) {
      const { message } = error;
      return { ok: false, refusal: { code: "invalid_cursor", message } };
    }
    // It went away under this very question; the state may tell it later.
    if (error instanceof SqlError && isAway(error)) {
      return away(state(), error.message);
    }
    throw error;
  }
}

function away(state: HistoryState, lost?: string) {
  const isTold = state.kind === "away";
  const reason = isTold ? state.reason : lost ?? "it is being opened";
  const since = isTold ? state.since : null;
  const message = `Cannot read the history${
    since ? `, away since ${since}` : ""
  }: ${reason}`;
  const code = "history_away" as const;
  return { ok: false, refusal: { code, message, since, reason } } as const;
}

/** From the history, and what it does not have yet from the log. */
async function readWholeTrail(
  database: Database,
  readLog: HistorySource["readLog"],
  of: TrailOf,
  range: { readonly limit: number; readonly cursor?: string | undefined },
): Promise<Page<FleetEvent>> {
  const [afterSeq] = range.cursor === undefined
    ? [0]
    : readCursor(SeqPlace, range.cursor);
  const wanted = range.limit + 1;
  // Before the events: what is written meanwhile is then read from the log.
  const head = await readHead(database);
  const events = await readTrail(database, of, afterSeq, wanted);
  let seq = Math.max(head, afterSeq, events.at(-1)?.seq ?? 0);
  let pages = 0;
  while (events.length < wanted && pages < MOST_LOG_PAGES) {
    const told = await readLog(seq, LOG_PAGE);
    events.push(...told.filter((event) => isOfTrail(event, of)));
    seq = told.at(-1)?.seq ?? seq;
    pages = told.length < LOG_PAGE ? Infinity : pages + 1;
  }
  const items = events.slice(0, range.limit);
  const last = items.at(-1);
  const isCut = events.length > range.limit && last;
  const more = isCut ? last.seq : pages === MOST_LOG_PAGES ? seq : undefined;
  return { items, next: more === undefined ? null : writeCursor([more]) };
}
