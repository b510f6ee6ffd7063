import { z } from "zod";
import type { AgentId, SessionId, TaskId } from "@/domain/ids.ts";
import type { Page } from "@/domain/platform.ts";
import type { AttemptOutcome } from "@/domain/task.ts";
import { type ListRange, type TimeRange, within } from "./age_order.ts";
import { pageOf, readCursor } from "./cursor.ts";
import {
  FOUND_BEGINS,
  FOUND_ENDS,
  type Snippet,
  snippetOf,
} from "./snippet.ts";
import { allOf, part, type Sql, type SqlPart } from "./sql.ts";

/** What to look for, and where. */
export type HistorySearch = ListRange & TimeRange & {
  /** Words; `"a phrase"`, `or` and `-without` work as in search engines. */
  readonly text: string;
  /** Tasks or transcripts alone; both without it. */
  readonly kind?: Found["kind"] | undefined;
  readonly agentId?: AgentId | undefined;
  readonly sessionId?: SessionId | undefined;
  /** How the task ended that it is, or belongs to. */
  readonly outcome?: AttemptOutcome | undefined;
};

type FoundFields = {
  readonly at: string;
  /** How well it fits; higher is better, and only comparable in one search. */
  readonly rank: number;
  readonly snippet: Snippet;
};

/** Where the words were found. */
export type Found =
  | FoundFields & {
    readonly kind: "task";
    readonly task_id: TaskId;
    readonly agent_id: AgentId | null;
    readonly title: string;
  }
  | FoundFields & {
    readonly kind: "entry";
    readonly agent_id: AgentId;
    /** The number of the entry in the agent's transcript. */
    readonly n: number;
    readonly task_id: TaskId | null;
    readonly entry_kind: string;
  };

type Row = {
  readonly kind: Found["kind"];
  /** Of the task, or of the agent whose entry it is. */
  readonly id: string;
  /** Of the entry; -1 for a task. */
  readonly n: number;
  readonly agent_id: AgentId | null;
  readonly task_id: TaskId | null;
  readonly label: string;
  readonly at: Date;
  readonly text: string;
  readonly rank: number;
  readonly marked: string;
};

const RankPlace = z.tuple([z.number(), z.iso.datetime(), z.uuid(), z.int()]);
const HEADLINE =
  `HighlightAll=true, StartSel=${FOUND_BEGINS}, StopSel=${FOUND_ENDS}`;

/**
 * Tasks and transcript entries that have the words, what fits best first. Of
 * long texts the beginning is searched, as much as records carry.
 *
 * @throws {BadCursor} (as a rejection) when the cursor is not one of this search.
 */
export async function searchHistory(
  sql: Sql,
  search: HistorySearch,
): Promise<Page<Found>> {
  const after = search.cursor === undefined
    ? undefined
    : readCursor(RankPlace, search.cursor);
  const rows = await sql<Row>`
    with wanted as materialized (
      select websearch_to_tsquery('english', search_text(${search.text}))
        as query),
    found as (
      select * from (${sources(search)}) every
      where ${
    after
      ? part`(rank, at, id, n) < (${after[0]}::real, ${after[1]}::timestamptz,
          ${after[2]}::uuid, ${after[3]}::integer)`
      : part`true`
  }
      order by rank desc, at desc, id desc, n desc limit ${search.limit + 1})
    select kind, id, n, agent_id, task_id, label, at, text, rank,
      ts_headline('english', translate(search_text(text),
        ${FOUND_BEGINS + FOUND_ENDS}, '  '), query, ${HEADLINE}) as marked
    from found, wanted
    order by rank desc, at desc, id desc, n desc`;
  return pageOf(
    rows,
    search.limit,
    foundOf,
    ({ rank, at, id, n }) => [rank, at.toISOString(), id, n],
  );
}

function sources(search: HistorySearch): SqlPart {
  switch (search.kind) {
    case "task":
      return tasks(search);
    case "entry":
      return entries(search);
    case undefined:
      return part`${tasks(search)} union all ${entries(search)}`;
  }
}

function tasks(search: HistorySearch): SqlPart {
  const { agentId, sessionId, outcome } = search;
  return part`
    select 'task' as kind, id, -1 as n, assigned_agent_id as agent_id,
      id as task_id, title as label, created_at as at,
      concat_ws(E'\n', title, description, result -> 'output' ->> 'text')
        as text,
      ts_rank(words, query, 1) as rank
    from tasks, wanted
    where words @@ query and ${
    allOf([
      agentId && part`assigned_agent_id = ${agentId}`,
      sessionId && part`session_id = ${sessionId}`,
      outcome && part`outcome = ${outcome}`,
      ...within(part`created_at`, search),
    ])
  }`;
}

function entries(search: HistorySearch): SqlPart {
  const { agentId, sessionId, outcome } = search;
  return part`
    select 'entry' as kind, agent_id as id, n, agent_id, task_id,
      kind as label, at, text, ts_rank(words, query, 1) as rank
    from transcript_entries entry, wanted
    where words @@ query and ${
    allOf([
      agentId && part`agent_id = ${agentId}`,
      sessionId && part`exists (select from agents
        where id = entry.agent_id and session_id = ${sessionId})`,
      outcome && part`exists (select from tasks
        where id = entry.task_id and outcome = ${outcome})`,
      ...within(part`at`, search),
    ])
  }`;
}

function foundOf(row: Row): Found {
  const fields = {
    at: row.at.toISOString(),
    rank: row.rank,
    snippet: snippetOf(row.text, row.marked),
  };
  return row.kind === "task"
    ? {
      ...fields,
      kind: "task",
      task_id: row.id as TaskId,
      agent_id: row.agent_id,
      title: row.label,
    }
    : {
      ...fields,
      kind: "entry",
      agent_id: row.id as AgentId,
      n: row.n,
      task_id: row.task_id,
      entry_kind: row.label,
    };
}
