import { strict as assert } from "node:assert";
import { failure, type FailureKind } from "@/domain/failure.ts";
import { mayRetry, retryPauseMs } from "@/orchestrator/queue/retry_policy.ts";
import { sampleAttempt, sampleTask } from "@/tests/helpers/fleet.ts";

/** A task whose earlier attempts ended so; the last one is under way. */
function after(...kinds: readonly FailureKind[]) {
  const earlier = kinds.map((kind, index) =>
    sampleAttempt(1, {
      number: index + 1,
      outcome: "failed",
      failure: failure(kind, "x"),
    })
  );
  const current = sampleAttempt(1, { number: kinds.length + 1 });
  return sampleTask(1, 1, { attempts: [...earlier, current] });
}

const ended = (kind: FailureKind, outcome: "failed" | "cancelled" = "failed") =>
  ({ outcome, failure: failure(kind, "x") }) as const;

Deno.test("a task has three attempts, when what happened may not happen again", () => {
  assert.equal(mayRetry(after(), ended("network")), true);
  assert.equal(mayRetry(after("crashed"), ended("network")), true);
  assert.equal(mayRetry(after("crashed", "stalled"), ended("network")), false);
});

Deno.test("what would be the same again is not tried again", () => {
  for (
    const kind of [
      "authentication",
      "usage_limit",
      "model_not_found",
      "budget",
      "max_turns",
      "rejected",
      "dependency_failed",
    ] as const
  ) {
    assert.equal(mayRetry(after(), ended(kind)), false, kind);
  }
});

Deno.test("what a person stopped is not tried again", () => {
  assert.equal(mayRetry(after(), ended("interrupted", "cancelled")), false);
});

Deno.test("what the server itself cut short counts for nothing, up to ten times", () => {
  const interrupted = Array<FailureKind>(9).fill("interrupted");

  assert.equal(mayRetry(after(...interrupted), ended("network")), true);
  assert.equal(
    mayRetry(
      after(...interrupted, ...interrupted.slice(0, 3)),
      ended("interrupted"),
    ),
    false,
  );
});

Deno.test("pauses have a limit that doubles, and take any part of it", () => {
  const limits = [1, 2, 3, 7, 100].map((failed) => retryPauseMs(failed, 1));

  assert.deepEqual(limits, [1_000, 2_000, 4_000, 60_000, 60_000]);
  assert.equal(retryPauseMs(3, 0), 0);
  assert.equal(retryPauseMs(3, 0.5), 2_000);
});
