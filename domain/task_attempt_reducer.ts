import { beginning } from "./beginning.ts";
import type { FleetEvent } from "./event.ts";
import type { Failure } from "./failure.ts";
import type { Attempt, Task } from "./task.ts";
import { nextAttempt } from "./task_attempts.ts";
import { editLast, ended, pending } from "./task_changes.ts";
import { hasAgent, isWaitingTask } from "./task_status.ts";

/** Characters of its failure that the newest attempt keeps. */
const NEWEST_CHARS = 400;
/** Characters of their results and failures that those before it keep. */
const EARLIER_CHARS = 100;

/**
 * What an event of an attempt changes of its task; legal only for the newest
 * attempt, while it is under way. Pure.
 */
export function changeOfAttempt(
  task: Task,
  event: FleetEvent,
): Partial<Task> | undefined {
  const { status } = task.state;
  switch (event.type) {
    case "task.assigned":
      return status !== "pending" ||
          event.data.attempt !== nextAttempt(task)
        ? undefined
        : {
          agent_id: event.agent_id,
          state: { status: "assigned", since: event.at },
          attempts: [
            ...task.attempts.slice(0, event.data.attempt - 1).map(earlier),
            newAttempt(task, event),
          ],
        };
    case "task.started":
      return status !== "assigned" || !isCurrent(task, event.data.attempt)
        ? undefined
        : {
          state: { status: "running", since: event.at },
          attempts: editLast(task.attempts, { started_at: event.at }),
        };
    case "task.progressed":
      return hasAgent(task.state) && event.agent_id === task.agent_id
        ? { progress: Math.min(event.data.progress, 0.99) }
        : undefined;
    case "task.result_submitted":
      return isCurrent(task, event.data.attempt)
        ? {
          attempts: editLast(task.attempts, { submitted: event.data.output }),
        }
        : undefined;
    case "task.reported": {
      if (!isCurrent(task, event.data.attempt)) return undefined;
      const { result } = event.data;
      const how = { outcome: "succeeded", reported_at: event.at } as const;
      return {
        ...ended(task, { status: "in_review", since: event.at, result }, how),
        progress: 0.99,
      };
    }
    case "task.completed": {
      if (!isCurrent(task, event.data.attempt)) return undefined;
      const { result } = event.data;
      return {
        ...ended(task, { status: "completed", since: event.at, result }, {
          outcome: "succeeded",
          reported_at: event.at,
          accepted_at: event.at,
        }),
        progress: 1,
      };
    }
    case "task.attempt_failed": {
      const { attempt, outcome, failure, retry_at } = event.data;
      if (!isCurrent(task, attempt)) return undefined;
      return ended(task, pending(event.at, retry_at), {
        outcome,
        failure: shortened(failure),
      });
    }
    case "task.failed": {
      const { attempt, outcome, failure } = event.data;
      const untried = attempt === 0 && isWaitingTask(task.state);
      if (!untried && !isCurrent(task, attempt)) return undefined;
      const state = { status: "failed", since: event.at, failure } as const;
      return ended(task, state, { outcome, failure: shortened(failure) });
    }
    default:
      return undefined;
  }
}

function newAttempt(
  task: Task,
  event: Extract<FleetEvent, { type: "task.assigned" }>,
): Attempt {
  return {
    number: event.data.attempt,
    agent_id: event.agent_id,
    message_uuid: event.data.message_uuid,
    assigned_at: event.at,
    started_at: null,
    ended_at: null,
    outcome: null,
    token: event.seq,
    offered_at: task.state.since,
    submitted: null,
    reported_at: null,
    accepted_at: null,
    failure: null,
  };
}

function isCurrent(task: Task, attempt: number): boolean {
  return hasAgent(task.state) && attempt === task.attempts.length;
}

/** So that all attempts of a task fit into its record; the log has all of it. */
function earlier(attempt: Attempt): Attempt {
  const { submitted, failure } = attempt;
  return {
    ...attempt,
    submitted: submitted &&
      { ...submitted, text: beginning(submitted.text, EARLIER_CHARS) },
    failure: failure && shortened(failure, EARLIER_CHARS),
  };
}

function shortened(failure: Failure, chars = NEWEST_CHARS): Failure {
  return { ...failure, message: beginning(failure.message, chars) };
}
