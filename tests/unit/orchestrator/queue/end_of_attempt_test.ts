import { strict as assert } from "node:assert";
import { failure } from "@/domain/failure.ts";
import { EMPTY_FLEET, type Fleet } from "@/domain/fleet.ts";
import { shortText } from "@/domain/long_text.ts";
import type { Task } from "@/domain/task.ts";
import { endOfAttempt } from "@/orchestrator/queue/end_of_attempt.ts";
import {
  AT,
  fleetAfter,
  sampleAttempt,
  sampleTask,
  taskId,
} from "@/tests/helpers/fleet.ts";

const CHANCE = { now: AT, random: 0.5 };
const DONE = { output: shortText("done"), durationMs: 5, turns: 2 };
const CRASHED = {
  failure: failure("crashed", "gone"),
  outcome: "crashed",
} as const;

function running(changes: Partial<Task> = {}): Fleet {
  const task = sampleTask(1, 1, {
    state: { status: "running", since: AT },
    attempts: [sampleAttempt(1)],
    ...changes,
  });
  return { ...EMPTY_FLEET, tasks: { [task.id]: task } };
}

const attemptOf = (fleet: Fleet, number = 1) => ({
  task: fleet.tasks[taskId(1)]!,
  number,
});

Deno.test("a task is completed once: its second end tells nothing", () => {
  const fleet = running();
  const drafts = endOfAttempt(fleet, attemptOf(fleet), DONE, CHANCE);
  const after = fleetAfter(drafts, fleet);

  const again = endOfAttempt(after, attemptOf(fleet), DONE, CHANCE);

  assert.equal(after.tasks[taskId(1)]?.state.status, "completed");
  assert.deepEqual(again, []);
});

Deno.test("the end of an attempt that is not the newest tells nothing", () => {
  const fleet = running({
    attempts: [
      sampleAttempt(1, { outcome: "stalled" }),
      sampleAttempt(2, { number: 2 }),
    ],
  });

  assert.deepEqual(endOfAttempt(fleet, attemptOf(fleet), DONE, CHANCE), []);
});

Deno.test("what failed is tried again after a pause, and given up after the last attempt", () => {
  const fleet = running();
  const last = running({ max_attempts: 1 });

  const [again] = endOfAttempt(fleet, attemptOf(fleet), CRASHED, CHANCE);
  const [end] = endOfAttempt(last, attemptOf(last), CRASHED, CHANCE);

  assert.deepEqual(again?.type === "task.attempt_failed" && again.data, {
    attempt: 1,
    outcome: "crashed",
    failure: CRASHED.failure,
    retry_at: new Date(Date.parse(AT) + 500).toISOString(),
  });
  assert.equal(end?.type, "task.failed");
});

Deno.test("a submitted result counts, also when the process was lost after it", () => {
  const submitted = shortText("handed in");
  const fleet = running({ attempts: [sampleAttempt(1, { submitted })] });

  for (const end of [DONE, CRASHED]) {
    const [draft] = endOfAttempt(fleet, attemptOf(fleet), end, CHANCE);
    assert.ok(draft?.type === "task.completed");
    assert.deepEqual(draft.data.result.output, submitted);
  }
});

Deno.test("who stopped a task on purpose does not get its submitted result", () => {
  const submitted = shortText("handed in");
  const fleet = running({ attempts: [sampleAttempt(1, { submitted })] });
  const stopped = {
    failure: failure("interrupted", "by the operator"),
    outcome: "cancelled",
  } as const;

  const [draft] = endOfAttempt(fleet, attemptOf(fleet), stopped, CHANCE);

  assert.equal(draft?.type, "task.failed");
});
