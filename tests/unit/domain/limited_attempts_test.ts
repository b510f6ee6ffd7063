import { strict as assert } from "node:assert";
import { failure } from "@/domain/failure.ts";
import { countedAttempts, nextAttempt } from "@/domain/task_attempts.ts";
import { applyToTask } from "@/domain/task_reducer.ts";
import type { Task } from "@/domain/task.ts";
import { agentId, AT, sampleTask } from "@/tests/helpers/fleet.ts";
import { mayRetry } from "@/orchestrator/queue/retry_policy.ts";

const OVERLOADED = failure("overloaded", "HTTP 529");

/** The task after one more attempt that met a limit. */
function limited(task: Task, seq: number): Task {
  const about = { agent_id: agentId(1), task_id: task.id, at: AT };
  const attempt = nextAttempt(task);
  const assigned = applyToTask(task, {
    ...about,
    seq,
    type: "task.assigned",
    data: { attempt, message_uuid: crypto.randomUUID() },
  });
  const ended = applyToTask(assigned, {
    ...about,
    seq: seq + 1,
    type: "task.attempt_failed",
    data: {
      attempt,
      outcome: "limited",
      failure: OVERLOADED,
      retry_at: AT,
    },
  });
  assert.ok(ended);
  return ended;
}

Deno.test("a task that meets limits again and again waits, stays small, and loses no attempt", () => {
  let task = sampleTask(1, 1);

  for (let round = 0; round < 100; round++) {
    task = limited(task, 10 + 2 * round);
  }

  assert.equal(task.state.status, "pending");
  assert.equal(countedAttempts(task), 0);
  assert.equal(task.attempts.length, 3);
  assert.deepEqual(
    task.attempts.map(({ number }) => number),
    [1, 2, 3],
  );
  assert.equal(task.attempts.at(-1)?.token, 10 + 2 * 99);
  assert.ok(mayRetry(task, { outcome: "limited", failure: OVERLOADED }));
});

Deno.test("attempts that met a limit do not count against those that a task may have", () => {
  const once = { ...sampleTask(1, 1), max_attempts: 2 };
  const after = limited(limited(limited(once, 10), 12), 14);
  const failing = {
    outcome: "crashed",
    failure: failure("crashed", ""),
  } as const;
  const current = (task: Task) => ({
    ...task,
    attempts: [...task.attempts, { ...task.attempts[0]!, outcome: null }],
  });

  assert.equal(mayRetry(current(after), failing), true);
});
