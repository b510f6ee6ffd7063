import type { Task } from "@/domain/task.ts";
import { newestOfEach } from "./newest.ts";
import type { Sql } from "./sql.ts";
import { json } from "./sql_value.ts";

/**
 * Stores what these tasks depend on, in one statement; the tasks are stored
 * first. What is older than the history is left out. Safe to repeat.
 */
export async function insertDependencies(
  sql: Sql,
  tasks: readonly Task[],
): Promise<void> {
  const rows = newestOfEach(tasks).flatMap((task) =>
    task.depends_on.map((depends_on_task_id, place) => ({
      task_id: task.id,
      depends_on_task_id,
      place,
    }))
  );
  if (rows.length === 0) return;
  await sql`
    insert into task_dependencies (task_id, depends_on_task_id, place)
    select task_id, depends_on_task_id, place
    from jsonb_to_recordset(${json(rows)}) as row (task_id uuid,
      depends_on_task_id uuid, place integer)
    where exists (select from tasks where tasks.id = row.depends_on_task_id)
    on conflict (task_id, depends_on_task_id) do nothing`;
}
