import type {
  HistoryHit,
  HistoryKind,
  HistorySearch,
  Named,
} from "@/domain/history.ts";
import type { AgentId, SessionId, TaskId } from "@/domain/ids.ts";
import { shortId } from "@/domain/short_id.ts";
import type { Page } from "@/domain/platform.ts";
import type { AttemptOutcome, Task } from "@/domain/task.ts";
import { TranscriptEntry } from "@/domain/transcript.ts";
import { z } from "zod";
import { type Found, searchHistory } from "./search.ts";
import { snippetOf } from "./snippet.ts";
import type { Sql } from "./sql.ts";
import { listTasks } from "./tasks.ts";

/**
 * What fits the search, each hit with the names of what it belongs to: the
 * best first, or without a text all tasks that fit the rest, the newest first.
 *
 * @throws {BadCursor} (as a rejection) when the cursor is not one of this search.
 */
export async function findHits(
  sql: Sql,
  search: HistorySearch,
): Promise<Page<HistoryHit>> {
  const { from, to, kind, ...rest } = search;
  const narrowed = {
    ...rest,
    after: from === undefined ? undefined : new Date(from),
    before: to === undefined ? undefined : new Date(to),
  };
  if (search.text.trim() === "") {
    if (kind === "transcript") return { items: [], next: null };
    const tasks = await listTasks(sql, narrowed);
    return await named(sql, { ...tasks, items: tasks.items.map(hitOfTask) });
  }
  const found = await searchHistory(sql, {
    ...narrowed,
    kind: kind && KIND[kind],
  });
  return await named(sql, { ...found, items: found.items.map(hitOfFound) });
}

const KIND = { task: "task", transcript: "entry" } as const;

/** A hit that knows its places by their ids alone. */
type Bare = {
  readonly kind: HistoryKind;
  readonly at: string;
  readonly snippet: HistoryHit["snippet"];
  readonly agentId: AgentId | null;
  readonly taskId: TaskId | null;
  readonly entry: number;
  readonly entryKind: string;
};

function hitOfTask(task: Task): Bare {
  const { text } = task.description;
  return {
    kind: "task",
    at: task.created_at,
    snippet: snippetOf(text, text).map((part) => ({
      text: part.text,
      hit: false,
    })),
    agentId: task.agent_id,
    taskId: task.id,
    entry: -1,
    entryKind: "",
  };
}

function hitOfFound(found: Found): Bare {
  return {
    kind: found.kind === "task" ? "task" : "transcript",
    at: found.at,
    snippet: found.snippet.map((part) => ({
      text: part.text,
      hit: part.found,
    })),
    agentId: found.agent_id,
    taskId: found.task_id,
    entry: found.kind === "entry" ? found.n : -1,
    entryKind: found.kind === "entry" ? found.entry_kind : "",
  };
}

type Place<Id> = Named<Id> & { readonly session_id: SessionId | null };
type TaskPlace = Place<TaskId> & { readonly outcome: AttemptOutcome | null };

/** Reads the names that a page of hits needs, in one statement for each kind. */
async function named(
  sql: Sql,
  { items, next }: Page<Bare>,
): Promise<Page<HistoryHit>> {
  const agentIds = unique(items.map(({ agentId }) => agentId));
  const taskIds = unique(items.map(({ taskId }) => taskId));
  const [agents, tasks] = await Promise.all([
    sql<Place<AgentId>>`select id, name, session_id from agents
      where id = any (${agentIds}::uuid[])`,
    sql<TaskPlace>`select id, title as name, session_id, outcome from tasks
      where id = any (${taskIds}::uuid[])`,
  ]);
  const sessionIds = unique(
    [...agents, ...tasks].map(({ session_id }) => session_id),
  );
  const sessions = await sql<Named<SessionId>>`select id, name from sessions
    where id = any (${sessionIds}::uuid[])`;

  const hits = items.map((bare): HistoryHit => {
    const agent = agents.find(({ id }) => id === bare.agentId);
    const task = tasks.find(({ id }) => id === bare.taskId);
    const sessionId = task?.session_id ?? agent?.session_id;
    const fields = {
      at: bare.at,
      snippet: bare.snippet,
      session: sessions.find(({ id }) => id === sessionId) ?? null,
    };
    if (bare.kind === "task") {
      return {
        ...fields,
        kind: "task",
        task: nameOf(bare.taskId as TaskId, task),
        agent: bare.agentId && nameOf(bare.agentId, agent),
        outcome: task?.outcome ?? null,
      };
    }
    return {
      ...fields,
      kind: "transcript",
      agent: nameOf(bare.agentId as AgentId, agent),
      entry: bare.entry,
      entry_kind: EntryKind.parse(bare.entryKind),
      task: bare.taskId && nameOf(bare.taskId, task),
    };
  });
  return { items: hits, next };
}

const EntryKind = z.enum(
  TranscriptEntry.options.map(({ shape }) => shape.kind.value),
);

function unique(ids: readonly (string | null)[]): string[] {
  return [...new Set(ids.filter((id) => id !== null))];
}

/** What is not stored itself is called by the end of its id. */
function nameOf<Id extends string>(id: Id, known: Named<Id> | undefined) {
  return { id, name: known?.name ?? shortId(id) };
}
