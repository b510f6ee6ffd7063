import { strict as assert } from "node:assert";
import { serialize } from "node:v8";
import type { EventDraft } from "@/domain/event.ts";
import { failure } from "@/domain/failure.ts";
import { INLINE_CHARS } from "@/domain/long_text.ts";
import {
  agentId,
  AT,
  createdDrafts,
  fleetAfter,
  sampleAgent,
  sampleTask,
  someId,
  taskId,
} from "@/tests/helpers/fleet.ts";

/** What one value of Deno KV takes. */
const MAX_VALUE_BYTES = 65_536;
const MOST_ATTEMPTS = 10;

/** A text whose characters take two bytes each. */
const long = (chars: number) => ({
  text: "語".repeat(chars),
  length: 100_000,
  blob: "01900000-0000-7000-800e-000000000001",
});

Deno.test("a task that failed as often as it may, with much to say, fits into one value of the store", () => {
  const place = { agent_id: agentId(1), task_id: taskId(1) };
  const why = failure("api_error", "語".repeat(10_000));
  const attempt = (n: number): EventDraft[] => [
    {
      type: "task.assigned",
      ...place,
      data: { attempt: n, message_uuid: someId(n) },
    },
    { type: "task.started", ...place, data: { attempt: n } },
  ];
  const fleet = fleetAfter([
    ...createdDrafts(
      sampleAgent(1),
      sampleTask(1, 1, {
        description: long(INLINE_CHARS),
        max_attempts: MOST_ATTEMPTS,
      }),
    ),
    ...Array.from({ length: MOST_ATTEMPTS - 1 }, (_, i): EventDraft[] => [
      ...attempt(i + 1),
      {
        type: "task.attempt_failed",
        ...place,
        data: {
          attempt: i + 1,
          outcome: "failed",
          failure: why,
          retry_at: AT,
        },
      },
    ]).flat(),
    ...attempt(MOST_ATTEMPTS),
    {
      type: "task.completed",
      ...place,
      data: {
        attempt: MOST_ATTEMPTS,
        result: { output: long(INLINE_CHARS), duration_ms: 1, turns: 1 },
      },
    },
  ]);

  const task = fleet.tasks[taskId(1)];

  assert.equal(task?.state.status, "completed");
  assert.equal(task.attempts.length, MOST_ATTEMPTS);
  assert.equal(task.attempts[0]?.failure?.message.length, 400);
  const bytes = serialize(JSON.parse(JSON.stringify(task))).length;
  assert.ok(bytes < MAX_VALUE_BYTES, `${bytes} bytes`);
});
