import { Attempt, type Task } from "@/domain/task.ts";
import type { AgentId } from "@/domain/ids.ts";
import type { Page } from "@/domain/platform.ts";
import { z } from "zod";
import type { ListRange } from "./age_order.ts";
import { pageOf, readCursor } from "./cursor.ts";
import { withInstants } from "./instants.ts";
import { newestOfEach } from "./newest.ts";
import { type RecordTable, upsertOf } from "./record_table.ts";
import { allOf, part, type Sql } from "./sql.ts";

/** An attempt and the task that it was for. */
export type TaskAttempt = Attempt & { readonly task_id: string };

type Row = {
  readonly task_id: string;
  readonly number: number;
  readonly assigned_at: Date;
};

/** Everything of an attempt but its task. */
export const ATTEMPT_COLUMNS = part`number, agent_id, message_uuid,
  assigned_at, started_at, ended_at, outcome, token, offered_at, submitted,
  reported_at, accepted_at, failure`;

const AttemptPlace = z.tuple([z.iso.datetime(), z.uuid(), z.int()]);

const ATTEMPTS: RecordTable = {
  name: "task_attempts",
  key: ["task_id", "number"],
  columns: {
    task_id: "uuid",
    number: "integer",
    agent_id: "uuid",
    message_uuid: "uuid",
    assigned_at: "timestamptz",
    started_at: "timestamptz",
    ended_at: "timestamptz",
    outcome: "text",
    token: "bigint",
    offered_at: "timestamptz",
    submitted: "jsonb",
    reported_at: "timestamptz",
    accepted_at: "timestamptz",
    failure: "jsonb",
    updated_seq: "bigint",
  },
  stored: {
    submitted: "nullif(submitted, 'null')",
    failure: "nullif(failure, 'null')",
  },
};

/** Stores all attempts of these tasks; the tasks are stored first. Safe to repeat. */
export async function upsertAttempts(
  sql: Sql,
  tasks: readonly Task[],
): Promise<void> {
  const rows = newestOfEach(tasks).flatMap((task) =>
    task.attempts.map((attempt) => ({
      ...attempt,
      task_id: task.id,
      updated_seq: task.updated_seq,
    }))
  );
  if (rows.length === 0) return;
  await sql`${upsertOf(ATTEMPTS, rows)}`;
}

/** The attempts of one agent, the newest first. */
export async function listAttempts(
  sql: Sql,
  filter: ListRange & { readonly agentId: AgentId },
): Promise<Page<TaskAttempt>> {
  const after = filter.cursor === undefined
    ? undefined
    : readCursor(AttemptPlace, filter.cursor);
  const rows = await sql<Row>`
    select task_id, ${ATTEMPT_COLUMNS} from task_attempts
    where ${
    allOf([
      part`agent_id = ${filter.agentId}`,
      after
        ? part`(assigned_at, task_id, number) <
            (${after[0]}::timestamptz, ${after[1]}::uuid, ${after[2]}::integer)`
        : undefined,
    ])
  }
    order by assigned_at desc, task_id desc, number desc
    limit ${filter.limit + 1}`;
  return pageOf(rows, filter.limit, attemptOf, (row) => [
    row.assigned_at.toISOString(),
    row.task_id,
    row.number,
  ]);
}

function attemptOf(row: Row): TaskAttempt {
  return { ...Attempt.parse(withInstants(row)), task_id: row.task_id };
}
