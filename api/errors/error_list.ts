import { z } from "@hono/zod-openapi";
import { classify } from "@/domain/errors/classify.ts";
import { ERROR_TYPES, SEVERITIES } from "@/domain/errors/error_type.ts";
import { FAILURE_KINDS } from "@/domain/failure_kinds.ts";
import type { Failure } from "@/domain/failure.ts";
import type { Fleet } from "@/domain/fleet.ts";
import { publicTaskId, type Task } from "@/domain/task.ts";
import { WHICH_FAILURES } from "./which_failures.ts";

/** One error as programs see it. */
export const ErrorView = z.object({
  /** Of the attempt, or of the agent's loss. */
  id: z.string(),
  at: z.string(),
  /** `attempt`: one run of a task. `agent`: its process. `task`: what failed without a run. */
  source: z.enum(["attempt", "agent", "task"]),
  error_type: z.enum(ERROR_TYPES),
  kind: z.enum(FAILURE_KINDS),
  severity: z.enum(SEVERITIES),
  /** The words of the CLI, of the API or of the process. */
  evidence: z.string(),
  agent_id: z.string().nullable(),
  /** Our id of the task. */
  task_id: z.string().nullable(),
  /** The caller's own id where one was given, else ours. */
  task_name: z.string().nullable(),
  session_id: z.string().nullable(),
  /** Of an attempt: its number. */
  attempt: z.int().nullable(),
  /** Whether the platform goes on by itself: another attempt, another start. */
  recovering: z.boolean(),
  /** Where the whole course is told. */
  trail: z.string(),
}).openapi("Error");
export type ErrorView = z.infer<typeof ErrorView>;

/** Which errors to list. */
export const ListOfErrors = z.strictObject({
  ...WHICH_FAILURES,
  cursor: z.string().max(500).optional(),
});

/** All errors of the tasks and agents in the fleet that fit. Pure. */
export function errorsOf(
  { tasks, agents }: Pick<Fleet, "tasks" | "agents">,
  query: z.infer<typeof ListOfErrors>,
): ErrorView[] {
  const worst = query.severity ? SEVERITIES.indexOf(query.severity) : 0;
  return [
    ...Object.values(tasks).flatMap(errorsOfTask),
    ...Object.values(agents).flatMap((agent) => {
      const { state } = agent;
      if (state.status !== "error" && state.status !== "failed") return [];
      return [{
        ...told(state.failure, Math.max(0, agent.crashes.length - 1)),
        id: `${agent.id}.${state.since}`,
        at: state.since,
        source: "agent" as const,
        agent_id: agent.id,
        task_id: null,
        task_name: null,
        session_id: agent.session_id,
        attempt: null,
        recovering: state.status === "error",
        trail: `/api/agents/${agent.id}/events`,
      }];
    }),
  ].filter((error) =>
    (!query.error_type || error.error_type === query.error_type) &&
    (!query.kind || error.kind === query.kind) &&
    SEVERITIES.indexOf(error.severity) >= worst &&
    (!query.agent_id || error.agent_id === query.agent_id) &&
    (!query.task_id || error.task_id === query.task_id) &&
    (!query.session_id || error.session_id === query.session_id)
  );
}

function errorsOfTask(task: Task): ErrorView[] {
  const about = {
    task_id: task.id,
    task_name: publicTaskId(task),
    session_id: task.session_id,
    trail: `/api/tasks/${task.id}/events`,
  };
  const hasEnded = ["completed", "failed", "cancelled"].includes(
    task.state.status,
  );
  let inARow = 0;
  const ofAttempts = task.attempts.flatMap((attempt): ErrorView[] => {
    const { failure, ended_at, agent_id, number } = attempt;
    if (!failure || !ended_at) {
      inARow = 0;
      return [];
    }
    return [{
      ...told(failure, inARow++),
      ...about,
      id: `${task.id}.${number}`,
      at: ended_at,
      source: "attempt",
      agent_id,
      attempt: number,
      recovering: !hasEnded,
    }];
  });
  // It failed without a run: what it depended on did.
  if (task.state.status !== "failed" || ofAttempts.length > 0) {
    return ofAttempts;
  }
  return [{
    ...told(task.state.failure, 0),
    ...about,
    id: task.id,
    at: task.state.since,
    source: "task",
    agent_id: task.agent_id,
    attempt: null,
    recovering: false,
  }];
}

function told(failure: Failure, earlierInARow: number) {
  const { error_type, kind, severity, evidence } = classify(failure, {
    earlierInARow,
  });
  return { error_type, kind, severity, evidence };
}
