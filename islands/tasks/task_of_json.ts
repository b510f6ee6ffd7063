import type { Task as TaskJson } from "@/client/types/task.ts";
import type { Task, TaskState } from "@/domain/task.ts";

const NO_TEXT = { text: "", length: 0, blob: null };

/** A task of the API's lists as pages hold it, without its long texts. */
export function taskOfJson(json: TaskJson): Task {
  return {
    ...json,
    description: NO_TEXT,
    part: null,
    feedback: null,
    state: stateOf(json),
    attempts: json.attempts.map((attempt) => ({ ...attempt, submitted: null })),
    updated_seq: 0,
  } as unknown as Task;
}

function stateOf(json: TaskJson): TaskState {
  const since = json.status_since;
  const { status, failure, result } = json;
  if (status === "failed" && failure) {
    return { status, since, failure } as TaskState;
  }
  if (status === "cancelled") return { status, since, reason: "" };
  if (status === "completed" || status === "in_review") {
    return {
      status,
      since,
      result: {
        output: NO_TEXT,
        duration_ms: result?.duration_ms ?? 0,
        turns: result?.turns ?? 0,
      },
    };
  }
  return { status, since, not_before: null } as TaskState;
}
