import { Failure } from "@/domain/failure.ts";
import type { AttemptReport } from "@/domain/history.ts";
import type { TaskId } from "@/domain/ids.ts";
import { Attempt } from "@/domain/task.ts";
import { ATTEMPT_COLUMNS } from "./attempts.ts";
import { withInstants } from "./instants.ts";
import type { Sql } from "./sql.ts";

type Row = {
  readonly agent_name: string | null;
  readonly told_failure: unknown;
  readonly assigned_at: Date;
};

/** All runs of one task, each with its agent's name and why it failed. */
export async function readAttemptReports(
  sql: Sql,
  task: TaskId,
): Promise<AttemptReport[]> {
  const rows = await sql<Row>`
    select ${ATTEMPT_COLUMNS},
      (select name from agents where id = attempt.agent_id) as agent_name,
      (select data -> 'failure' from events
        where task_id = attempt.task_id and type in ('task.failed', 'task.attempt_failed')
          and data ->> 'attempt' = attempt.number::text
        order by seq desc limit 1) as told_failure
    from task_attempts attempt where task_id = ${task} order by number`;
  return rows.map(({ agent_name, told_failure, ...row }) => {
    const attempt = Attempt.parse(withInstants(row));
    // The log has all of it, as long as that is kept; an attempt its beginning.
    const failure = Failure.nullable().parse(told_failure) ??
      attempt.failure;
    return { ...attempt, agent_name, failure };
  });
}
