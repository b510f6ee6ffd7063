import type { AgentId, SessionId, TaskId } from "@/domain/ids.ts";
import type { Page } from "@/domain/platform.ts";
import {
  type AttemptOutcome,
  Task,
  type TaskState,
  type TaskStatus,
} from "@/domain/task.ts";
import { isTaskEnded } from "@/domain/task_status.ts";
import {
  type ListRange,
  olderThan,
  type TimeRange,
  within,
} from "./age_order.ts";
import { pageOf } from "./cursor.ts";
import { withInstants } from "./instants.ts";
import { newestOfEach } from "./newest.ts";
import { allOf, part, type Sql } from "./sql.ts";
import { json } from "./sql_value.ts";
import { type UsageColumns, usageOf } from "./usage_columns.ts";

/** Which tasks to list. */
export type TaskListFilter = ListRange & TimeRange & {
  readonly status?: TaskStatus | undefined;
  readonly outcome?: AttemptOutcome | undefined;
  readonly agentId?: AgentId | undefined;
  readonly sessionId?: SessionId | undefined;
  readonly parentTaskId?: TaskId | undefined;
};

type Row = UsageColumns & {
  readonly id: string;
  readonly external_id: string | null;
  readonly title: string;
  readonly description: string;
  readonly description_length: number;
  readonly description_blob: string | null;
  readonly status: string;
  readonly state: object;
  readonly priority: number;
  readonly progress: number;
  readonly assigned_agent_id: string;
  readonly session_id: string | null;
  readonly result: unknown;
  /** Their times as Postgres writes them in JSON. */
  readonly attempts: readonly {
    readonly assigned_at: string;
    readonly started_at: string | null;
    readonly ended_at: string | null;
  }[];
  readonly created_at: Date;
  readonly updated_at: Date;
  readonly updated_seq: number;
};

/**
 * Stores tasks as they are now, without their attempts, in one statement. What
 * is stored already in a version that is as new stays. Their agents are stored
 * first. Safe to repeat.
 */
export async function upsertTasks(
  sql: Sql,
  tasks: readonly Task[],
): Promise<void> {
  if (tasks.length === 0) return;
  const rows = newestOfEach(tasks).map(rowOf);
  await sql`
    insert into tasks (id, external_id, title, description, description_length,
      description_blob, status, state, outcome, priority, progress,
      assigned_agent_id, session_id, result, input_tokens, output_tokens,
      cache_read_tokens, cache_write_tokens, cost_usd, created_at, updated_at,
      started_at, ended_at, updated_seq)
    select id, external_id, title, description, description_length,
      description_blob, status, state, outcome, priority, progress,
      assigned_agent_id, session_id, result, input_tokens, output_tokens,
      cache_read_tokens, cache_write_tokens, cost_usd, created_at, updated_at,
      started_at, ended_at, updated_seq
    from jsonb_to_recordset(${json(rows)}) as row (id uuid, external_id text,
      title text, description text, description_length integer,
      description_blob text, status text, state jsonb, outcome text,
      priority integer, progress double precision, assigned_agent_id uuid, session_id uuid,
      result jsonb, input_tokens bigint, output_tokens bigint,
      cache_read_tokens bigint, cache_write_tokens bigint,
      cost_usd double precision, created_at timestamptz,
      updated_at timestamptz, started_at timestamptz, ended_at timestamptz,
      updated_seq bigint)
    on conflict (id) do update set
      external_id = excluded.external_id, title = excluded.title,
      description = excluded.description,
      description_length = excluded.description_length,
      description_blob = excluded.description_blob, status = excluded.status,
      state = excluded.state, outcome = excluded.outcome,
      priority = excluded.priority, progress = excluded.progress,
      assigned_agent_id = excluded.assigned_agent_id,
      session_id = excluded.session_id,
      result = excluded.result, input_tokens = excluded.input_tokens,
      output_tokens = excluded.output_tokens,
      cache_read_tokens = excluded.cache_read_tokens,
      cache_write_tokens = excluded.cache_write_tokens,
      cost_usd = excluded.cost_usd, created_at = excluded.created_at,
      updated_at = excluded.updated_at, started_at = excluded.started_at,
      ended_at = excluded.ended_at, updated_seq = excluded.updated_seq
    where tasks.updated_seq < excluded.updated_seq`;
}

const COLUMNS = part`id, external_id, title, description, description_length,
  description_blob, status, state, priority, progress, assigned_agent_id,
  session_id, result, input_tokens, output_tokens, cache_read_tokens, cache_write_tokens,
  cost_usd, created_at, updated_at, updated_seq,
  (select coalesce(jsonb_agg(to_jsonb(attempt) order by number), '[]')
    from task_attempts attempt where task_id = tasks.id) as attempts`;

/** One task as the history has it. */
export async function findTask(
  sql: Sql,
  id: TaskId,
): Promise<Task | undefined> {
  const [row] = await sql<Row>`select ${COLUMNS} from tasks where id = ${id}`;
  return row && taskOf(row);
}

/** The newest task that its caller knows by that id. */
export async function findTaskByExternalId(
  sql: Sql,
  externalId: string,
): Promise<Task | undefined> {
  const [row] = await sql<Row>`
    select ${COLUMNS} from tasks where external_id = ${externalId}
    order by created_at desc, id desc limit 1`;
  return row && taskOf(row);
}

/**
 * Tasks that fit, the newest first.
 *
 * @throws {BadCursor} (as a rejection) when the cursor is not one of this list.
 */
export async function listTasks(
  sql: Sql,
  filter: TaskListFilter,
): Promise<Page<Task>> {
  const { status, outcome, agentId, sessionId, parentTaskId } = filter;
  const rows = await sql<Row>`
    select ${COLUMNS} from tasks
    where ${
    allOf([
      status && part`status = ${status}`,
      outcome && part`outcome = ${outcome}`,
      agentId && part`assigned_agent_id = ${agentId}`,
      sessionId && part`session_id = ${sessionId}`,
      parentTaskId && part`parent_task_id = ${parentTaskId}`,
      ...within(part`created_at`, filter),
      olderThan(part`created_at, id`, filter.cursor),
    ])
  }
    order by created_at desc, id desc limit ${filter.limit + 1}`;
  return pageOf(
    rows,
    filter.limit,
    taskOf,
    (row) => [row.created_at.toISOString(), row.id],
  );
}

function rowOf(task: Task) {
  const { state, description, agent_id, usage, attempts: _, ...rest } = task;
  const { status, result, ...about } = { result: null, ...state };
  return {
    ...rest,
    ...usage,
    description: description.text,
    description_length: description.length,
    description_blob: description.blob,
    assigned_agent_id: agent_id,
    status,
    state: about,
    result,
    outcome: outcomeOf(task),
    started_at: task.attempts.find((each) => each.started_at)?.started_at,
    ended_at: isTaskEnded(state) ? state.since : null,
  };
}

/** How the task ended: as its last attempt did, also when none was made. */
function outcomeOf({ state, attempts }: Task): AttemptOutcome | null {
  if (!isTaskEnded(state)) return null;
  return attempts.at(-1)?.outcome ?? OUTCOME_WITHOUT_ATTEMPT[state.status];
}

const OUTCOME_WITHOUT_ATTEMPT: Readonly<
  Record<TaskState["status"], AttemptOutcome | null>
> = {
  pending: null,
  assigned: null,
  running: null,
  blocked: null,
  awaiting_approval: null,
  in_review: "succeeded",
  completed: "succeeded",
  failed: "failed",
  cancelled: "cancelled",
};

function taskOf(row: Row): Task {
  const { status, state, result, ...rest } = withInstants(row);
  return Task.parse({
    ...rest,
    agent_id: row.assigned_agent_id,
    description: {
      text: row.description,
      length: row.description_length,
      blob: row.description_blob,
    },
    state: { status, ...state, ...(result !== null && { result }) },
    attempts: row.attempts.map((attempt) => ({
      ...attempt,
      assigned_at: instantOf(attempt.assigned_at),
      started_at: instantOf(attempt.started_at),
      ended_at: instantOf(attempt.ended_at),
    })),
    usage: usageOf(row),
  });
}

function instantOf(time: string | null): string | null {
  return time === null ? null : new Date(time).toISOString();
}
