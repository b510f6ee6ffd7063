import {
  type AttemptOutcome,
  Task,
  type TaskState,
  type TaskStatus,
} from "@/domain/task.ts";
import { isTaskEnded } from "@/domain/task_status.ts";
import { withInstants } from "./instants.ts";
import { BUDGET_COLUMNS, leftOut } from "./left_out.ts";
import { part } from "./sql.ts";
import { type UsageColumns, usageOf } from "./usage_columns.ts";

type TreeColumns = {
  readonly [Name in keyof UsageColumns as `tree_${Name}`]: UsageColumns[Name];
};

/** The times of an attempt, as Postgres writes them in JSON. */
const ATTEMPT_TIMES = [
  "assigned_at",
  "started_at",
  "ended_at",
  "offered_at",
  "reported_at",
  "accepted_at",
] as const;

/** What `TASK_COLUMNS` reads. */
export type TaskRow = UsageColumns & TreeColumns & {
  readonly id: string;
  readonly description: string;
  readonly description_length: number;
  readonly description_blob: string | null;
  readonly status: string;
  readonly state: object;
  readonly priority: number;
  readonly assigned_agent_id: string | null;
  readonly parent_task_id: string | null;
  readonly result: unknown;
  readonly attempts: readonly Readonly<
    Record<typeof ATTEMPT_TIMES[number], string | null>
  >[];
  readonly created_at: Date;
  readonly updated_at: Date;
};

/** Everything of a task, with its attempts and what it depends on. */
export const TASK_COLUMNS = part`id, external_id, title, description,
  description_length, description_blob, status, state, priority, progress,
  assigned_agent_id, pinned, mode, handoff_id, parent_task_id, part, requires,
  max_attempts, ignore_limits, budget, budget_marks, feedback, session_id, result, input_tokens, output_tokens,
  cache_read_tokens, cache_write_tokens, cost_usd,
  coalesce(tree_input_tokens, input_tokens) as tree_input_tokens,
  coalesce(tree_output_tokens, output_tokens) as tree_output_tokens,
  coalesce(tree_cache_read_tokens, cache_read_tokens) as tree_cache_read_tokens,
  coalesce(tree_cache_write_tokens, cache_write_tokens)
    as tree_cache_write_tokens,
  coalesce(tree_cost_usd, cost_usd) as tree_cost_usd,
  created_at, updated_at, updated_seq,
  (select coalesce(jsonb_agg(depends_on_task_id order by place), '[]')
    from task_dependencies where task_id = tasks.id) as depends_on,
  (select coalesce(jsonb_agg(to_jsonb(attempt) order by number), '[]')
    from task_attempts attempt where task_id = tasks.id) as attempts`;

/** The columns of the task's own row. */
export function rowOfTask(task: Task) {
  const { state, description, usage, tree_usage, ...rest } = task;
  const { status, result, ...about } = { result: null, ...state };
  return {
    ...rest,
    ...usage,
    ...Object.fromEntries(
      Object.entries(tree_usage).map(([name, used]) => [`tree_${name}`, used]),
    ),
    description: description.text,
    description_length: description.length,
    description_blob: description.blob,
    assigned_agent_id: task.agent_id,
    parent_task_id: task.parent_id,
    status,
    state: about,
    result,
    outcome: outcomeOf(task),
    started_at: task.attempts.find((each) => each.started_at)?.started_at,
    ended_at: isTaskEnded(state) ? state.since : null,
  };
}

/** The task in a row with `TASK_COLUMNS`. */
export function taskOfRow(row: TaskRow): Task {
  const { status, state, result, ...rest } = withInstants(
    leftOut(row, BUDGET_COLUMNS),
  );
  return Task.parse({
    ...rest,
    agent_id: row.assigned_agent_id,
    parent_id: row.parent_task_id,
    description: {
      text: row.description,
      length: row.description_length,
      blob: row.description_blob,
    },
    state: { status, ...state, ...(result !== null && { result }) },
    attempts: row.attempts.map((attempt) => ({
      ...attempt,
      ...Object.fromEntries(
        ATTEMPT_TIMES.map((name) => [name, instantOf(attempt[name])]),
      ),
    })),
    usage: usageOf(row),
    tree_usage: {
      input_tokens: row.tree_input_tokens,
      output_tokens: row.tree_output_tokens,
      cache_read_tokens: row.tree_cache_read_tokens,
      cache_write_tokens: row.tree_cache_write_tokens,
      cost_usd: row.tree_cost_usd,
    },
  });
}

/** How the task ended: as its last attempt did, also when none was made. */
function outcomeOf({ state, attempts }: Task): AttemptOutcome | null {
  if (!isTaskEnded(state)) return null;
  return attempts.at(-1)?.outcome ?? OUTCOME_WITHOUT_ATTEMPT[state.status];
}

const OUTCOME_WITHOUT_ATTEMPT: Readonly<
  Record<TaskStatus, AttemptOutcome | null>
> = {
  pending: null,
  blocked: null,
  assigned: null,
  running: null,
  awaiting_approval: null,
  in_review: null,
  completed: "succeeded",
  failed: "failed",
  cancelled: "cancelled",
} satisfies Record<TaskState["status"], AttemptOutcome | null>;

function instantOf(time: string | null): string | null {
  return time === null ? null : new Date(time).toISOString();
}
