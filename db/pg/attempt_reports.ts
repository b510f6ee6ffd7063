import { Failure } from "@/domain/failure.ts";
import type { AttemptReport } from "@/domain/history.ts";
import type { TaskId } from "@/domain/ids.ts";
import { Attempt } from "@/domain/task.ts";
import { withInstants } from "./instants.ts";
import type { Sql } from "./sql.ts";

type Row = {
  readonly agent_name: string | null;
  readonly failure: unknown;
  readonly assigned_at: Date;
};

/** All runs of one task, each with its agent's name and why it failed. */
export async function readAttemptReports(
  sql: Sql,
  task: TaskId,
): Promise<AttemptReport[]> {
  const rows = await sql<Row>`
    select number, agent_id, message_uuid, assigned_at, started_at, ended_at,
      outcome, (select name from agents where id = attempt.agent_id)
        as agent_name,
      (select data -> 'failure' from events
        where task_id = attempt.task_id and type = 'task.failed'
          and data ->> 'attempt' = attempt.number::text
        order by seq desc limit 1) as failure
    from task_attempts attempt where task_id = ${task} order by number`;
  return rows.map(({ agent_name, failure, ...row }) => ({
    ...Attempt.parse(withInstants(row)),
    agent_name,
    failure: Failure.nullable().parse(failure),
  }));
}
