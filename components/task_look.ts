import { countedAttempts } from "@/domain/task_attempts.ts";
import type { Task, TaskState } from "@/domain/task.ts";
import { failureWords } from "./failure_words.ts";
import { formatExact, plural } from "./format.ts";
import { remembered } from "./remembered.ts";
import type { Status } from "./status.ts";

/** How a task's state is shown. */
export const taskStatus = remembered((task: Task): Status => {
  const { state } = task;
  return {
    ...lookOf(task, state),
    evidence: [`since ${formatExact(state.since)}`, ...evidence(state)]
      .join(" · "),
  };
});

function lookOf(task: Task, state: TaskState): Omit<Status, "evidence"> {
  switch (state.status) {
    case "pending":
      return waiting(task);
    case "blocked":
      return {
        look: "queued",
        word: "Blocked",
        reason: `by ${plural(task.depends_on.length, "task")}`,
      };
    case "assigned":
      return { look: "queued", word: "Assigned", reason: "" };
    case "running":
      return { look: "working", word: "Working", reason: "" };
    case "awaiting_approval":
      return { look: "needs_you", word: "Needs you", reason: "asks" };
    case "in_review":
      return { look: "queued", word: "In review", reason: "" };
    case "completed":
      return { look: "done", word: "Done", reason: "" };
    case "failed":
      return {
        look: "failed",
        word: "Failed",
        reason: failureWords(state.failure.kind),
      };
    case "cancelled":
      return { look: "cancelled", word: "Cancelled", reason: state.reason };
  }
}

/** Queued for the first time, or waiting for one more attempt. */
function waiting(task: Task): Omit<Status, "evidence"> {
  const made = countedAttempts(task);
  if (task.attempts.at(-1)?.outcome === "limited") {
    return {
      look: "recovering",
      word: "Limited",
      reason: "waits for the account",
    };
  }
  if (made > 0) {
    return {
      look: "recovering",
      word: "Retrying",
      reason: `${made + 1} of ${task.max_attempts}`,
    };
  }
  return {
    look: "queued",
    word: "Queued",
    reason: "",
  };
}

function evidence(state: TaskState): string[] {
  switch (state.status) {
    case "pending":
      return state.not_before === null
        ? []
        : [`not before ${formatExact(state.not_before)}`];
    case "failed":
      return [state.failure.message];
    default:
      return [];
  }
}
