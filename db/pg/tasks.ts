import type { AgentId, SessionId, TaskId } from "@/domain/ids.ts";
import type { Page } from "@/domain/platform.ts";
import type { AttemptOutcome, Task, TaskStatus } from "@/domain/task.ts";
import type { TaskOrder } from "@/domain/list_order.ts";
import { type ListRange, type TimeRange, within } from "./age_order.ts";
import { pageOf } from "./cursor.ts";
import {
  inOrder,
  NEWEST_FIRST,
  numberColumn,
  placeOf,
  timeColumn,
} from "./in_order.ts";
import { newestOfEach } from "./newest.ts";
import { type RecordTable, upsertOf } from "./record_table.ts";
import { allOf, part, type Sql } from "./sql.ts";
import {
  rowOfTask,
  TASK_COLUMNS,
  taskOfRow,
  type TaskRow,
} from "./task_row.ts";

/** Which tasks to list. */
export type TaskListFilter = ListRange & TimeRange & {
  readonly status?: TaskStatus | undefined;
  readonly outcome?: AttemptOutcome | undefined;
  readonly agentId?: AgentId | undefined;
  readonly sessionId?: SessionId | undefined;
  readonly parentTaskId?: TaskId | undefined;
  readonly isEnded?: true | undefined;
  readonly order?: TaskOrder | undefined;
};

const SORTED_BY = {
  created_at: timeColumn(part`created_at`),
  updated_at: timeColumn(part`updated_at`),
  priority: numberColumn(part`priority`),
  cost_usd: numberColumn(part`cost_usd`),
};

const TASKS: RecordTable = {
  name: "tasks",
  key: ["id"],
  columns: {
    id: "uuid",
    external_id: "text",
    title: "text",
    description: "text",
    description_length: "integer",
    description_blob: "text",
    status: "text",
    state: "jsonb",
    outcome: "text",
    priority: "integer",
    progress: "double precision",
    assigned_agent_id: "uuid",
    pinned: "boolean",
    mode: "text",
    handoff_id: "uuid",
    parent_task_id: "uuid",
    part: "text",
    requires: "jsonb",
    max_attempts: "integer",
    ignore_limits: "boolean",
    budget: "jsonb",
    budget_marks: "jsonb",
    feedback: "text",
    session_id: "uuid",
    result: "jsonb",
    input_tokens: "bigint",
    output_tokens: "bigint",
    cache_read_tokens: "bigint",
    cache_write_tokens: "bigint",
    cost_usd: "double precision",
    tree_input_tokens: "bigint",
    tree_output_tokens: "bigint",
    tree_cache_read_tokens: "bigint",
    tree_cache_write_tokens: "bigint",
    tree_cost_usd: "double precision",
    created_at: "timestamptz",
    updated_at: "timestamptz",
    started_at: "timestamptz",
    ended_at: "timestamptz",
    updated_seq: "bigint",
  },
  // What is older than the history is left out.
  stored: {
    assigned_agent_id:
      "(select agents.id from agents where agents.id = row.assigned_agent_id)",
    parent_task_id:
      "(select tasks.id from tasks where tasks.id = row.parent_task_id)",
  },
};

/**
 * Stores tasks as they are now, without their attempts and dependencies. What
 * is stored already in a version that is as new stays. Their agents are stored
 * first; parents go before their parts by themselves. An agent or a parent that
 * is older than the history is left out. Safe to repeat.
 */
export async function upsertTasks(
  sql: Sql,
  tasks: readonly Task[],
): Promise<void> {
  for (const some of parentsFirst(newestOfEach(tasks))) {
    await upsertAtOnce(sql, some);
  }
}

/** Groups of tasks: none has a parent in its own group or in a later one. */
function parentsFirst(tasks: readonly Task[]): readonly (readonly Task[])[] {
  const groups: Task[][] = [];
  let left = tasks;
  while (left.length > 0) {
    const waiting = new Set(left.map(({ id }) => id));
    const isReady = ({ parent_id }: Task) =>
      parent_id === null || !waiting.has(parent_id);
    const ready = left.filter(isReady);
    // Tasks that are their own ancestors would never be ready.
    groups.push(ready.length > 0 ? ready : [...left]);
    left = ready.length > 0 ? left.filter((task) => !isReady(task)) : [];
  }
  return groups;
}

async function upsertAtOnce(
  sql: Sql,
  tasks: readonly Task[],
): Promise<void> {
  const rows = tasks.map(rowOfTask);
  await sql`${upsertOf(TASKS, rows)}`;
}

/** One task as the history has it. */
export async function findTask(
  sql: Sql,
  id: TaskId,
): Promise<Task | undefined> {
  const [row] = await sql<
    TaskRow
  >`select ${TASK_COLUMNS} from tasks where id = ${id}`;
  return row && taskOfRow(row);
}

/** The newest task that its caller knows by that id. */
export async function findTaskByExternalId(
  sql: Sql,
  externalId: string,
): Promise<Task | undefined> {
  const [row] = await sql<TaskRow>`
    select ${TASK_COLUMNS} from tasks where external_id = ${externalId}
    order by created_at desc, id desc limit 1`;
  return row && taskOfRow(row);
}

/**
 * Tasks that fit, in their order; without one the newest first.
 *
 * @throws {BadCursor} (as a rejection) when the cursor is not one of this list.
 */
export async function listTasks(
  sql: Sql,
  filter: TaskListFilter,
): Promise<Page<Task>> {
  const { status, outcome, agentId, sessionId, parentTaskId } = filter;
  const { order = NEWEST_FIRST } = filter;
  const { after, sorted } = inOrder(SORTED_BY, order, filter.cursor);
  const rows = await sql<TaskRow>`
    select ${TASK_COLUMNS} from tasks
    where ${
    allOf([
      status && part`status = ${status}`,
      outcome && part`outcome = ${outcome}`,
      agentId && part`assigned_agent_id = ${agentId}`,
      sessionId && part`session_id = ${sessionId}`,
      parentTaskId && part`parent_task_id = ${parentTaskId}`,
      filter.isEnded && part`ended_at is not null`,
      ...within(part`created_at`, filter),
      after,
    ])
  }
    order by ${sorted} limit ${filter.limit + 1}`;
  return pageOf(
    rows,
    filter.limit,
    taskOfRow,
    (row) => [placeOf(row[order.by]), row.id],
  );
}
