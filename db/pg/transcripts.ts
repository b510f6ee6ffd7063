import type { FleetEvent } from "@/domain/event.ts";
import type { AgentId } from "@/domain/ids.ts";
import type { LongText } from "@/domain/long_text.ts";
import { TranscriptEntry } from "@/domain/transcript.ts";
import type { ToolUses, TranscriptRange } from "@/domain/transcript_port.ts";
import { allOf, part, type Sql, type SqlPart } from "./sql.ts";
import { json } from "./sql_value.ts";

type Row = {
  readonly agent_id: string;
  readonly n: number;
  readonly at: Date;
  readonly task_id: string | null;
  readonly kind: string;
  readonly text: string | null;
  readonly text_length: number | null;
  readonly text_blob: string | null;
  readonly data: object;
};

/**
 * Stores the entries that these events tell of, in one statement; their agents
 * are stored first. Safe to repeat.
 */
export async function insertEntries(
  sql: Sql,
  events: readonly FleetEvent[],
): Promise<void> {
  const rows = events.flatMap((event) =>
    event.type === "transcript.appended" ? [rowOf(event.data.entry)] : []
  );
  if (rows.length === 0) return;
  await sql`
    insert into transcript_entries (agent_id, n, at, task_id, kind, text,
      text_length, text_blob, data)
    select agent_id, n, at, task_id, kind, text, text_length, text_blob, data
    from jsonb_to_recordset(${json(rows)}) as row (agent_id uuid, n integer,
      at timestamptz, task_id uuid, kind text, text text, text_length integer,
      text_blob text, data jsonb)
    on conflict (agent_id, n) do nothing`;
}

const COLUMNS = part`agent_id, n, at, task_id, kind, text, text_length,
  text_blob, data`;

/** Entries of a piece of an agent's transcript, oldest first. */
export async function readTranscript(
  sql: Sql,
  agent: AgentId,
  { before, after, limit }: TranscriptRange,
): Promise<TranscriptEntry[]> {
  const within = allOf([
    before !== undefined && part`n < ${before}`,
    after !== undefined && part`n > ${after}`,
  ]);
  const rows = await sql<Row>`
    select ${COLUMNS} from transcript_entries
    where agent_id = ${agent} and ${within}
    order by n ${after === undefined ? part`desc` : part`asc`} limit ${limit}`;
  const entries = rows.map(entryOf);
  return after === undefined ? entries.reverse() : entries;
}

/** Entries by their numbers, oldest first; what is not there is left out. */
export async function readEntries(
  sql: Sql,
  agent: AgentId,
  numbers: readonly number[],
): Promise<TranscriptEntry[]> {
  const rows = await sql<Row>`
    select ${COLUMNS} from transcript_entries
    where agent_id = ${agent} and n = any (${numbers.map(String)}::integer[])
    order by n`;
  return rows.map(entryOf);
}

/** Entries in which the other half of a tool's use mostly stands. */
const NEAR = 1_000;

/**
 * The other halves of uses of tools, as far as they are there: first looked
 * for near the half that is known, which costs next to nothing.
 */
export async function findToolUses(
  sql: Sql,
  agent: AgentId,
  { calls, before, results, after }: ToolUses,
): Promise<TranscriptEntry[]> {
  const find = async (
    ids: readonly string[],
    kind: string,
    near: SqlPart,
    far: SqlPart,
  ) => {
    const found: Row[] = [];
    for (const where of [near, far]) {
      if (found.length === ids.length) break;
      found.push(
        ...await sql<Row>`
          select ${COLUMNS} from transcript_entries
          where agent_id = ${agent} and ${where} and kind = ${kind}
            and data ->> 'tool_use_id' = any (${[...ids]}::text[])`,
      );
    }
    return found;
  };
  const first = before - NEAR;
  const last = after + NEAR;
  const rows = await Promise.all([
    find(
      calls,
      "tool_call",
      part`n < ${before} and n >= ${first}`,
      part`n < ${first}`,
    ),
    find(
      results,
      "tool_result",
      part`n > ${after} and n <= ${last}`,
      part`n > ${last}`,
    ),
  ]);
  return rows.flat().map(entryOf).sort((a, b) => a.n - b.n);
}

/** One entry by its number. */
export async function findTranscriptEntry(
  sql: Sql,
  agent: AgentId,
  n: number,
): Promise<TranscriptEntry | undefined> {
  const [row] = await sql<Row>`
    select ${COLUMNS} from transcript_entries
    where agent_id = ${agent} and n = ${n}`;
  return row && entryOf(row);
}

function rowOf(entry: TranscriptEntry) {
  const { agent_id, n, at, task_id, kind, ...rest } = entry;
  const { text, ...data } = withoutText(rest);
  return {
    agent_id,
    n,
    at,
    task_id,
    kind,
    text: text?.text ?? null,
    text_length: text?.length ?? null,
    text_blob: text?.blob ?? null,
    data,
  };
}

/** The one text of an entry, under one name, and the fields that are left. */
function withoutText<F extends object>(fields: F) {
  const { text, input, ...rest } = fields as {
    readonly text?: LongText;
    readonly input?: LongText;
  };
  return { ...rest, text: text ?? input };
}

function entryOf(row: Row): TranscriptEntry {
  const { text, text_length, text_blob, data, ...rest } = row;
  const long = { text, length: text_length, blob: text_blob };
  return TranscriptEntry.parse({
    ...rest,
    ...data,
    at: row.at.toISOString(),
    ...(text !== null &&
      (row.kind === "tool_call" ? { input: long } : { text: long })),
  });
}
