import { strict as assert } from "node:assert";
import type { EventDraft } from "@/domain/event.ts";
import { shortText } from "@/domain/long_text.ts";
import type { Task, TaskStatus } from "@/domain/task.ts";
import { TASK_STATUSES } from "@/domain/task.ts";
import { applyToTask } from "@/domain/task_reducer.ts";
import { addUsage } from "@/domain/usage_sum.ts";
import {
  agentId,
  placed,
  sampleTask,
  someId,
  taskId,
} from "@/tests/helpers/fleet.ts";

const LATER = "2026-01-02T03:05:00.000Z";
const FAILURE = { kind: "timed_out", message: "Took longer" } as const;
const RESULT = { output: shortText("ok"), duration_ms: 1, turns: 1 };
const place = { agent_id: agentId(1), task_id: taskId(1) };

const EVENTS = {
  "task.assigned": { attempt: 1, message_uuid: someId(2) },
  "task.started": { attempt: 1 },
  "task.progressed": { progress: 0.4, details: "half" },
  "task.completed": { attempt: 1, result: RESULT },
  "task.failed": { attempt: 1, outcome: "timed_out", failure: FAILURE },
  "task.cancelled": { reason: "asked" },
} as const;
type EventName = keyof typeof EVENTS;

function apply(task: Task, ...types: readonly EventName[]): Task {
  const drafts = types.map((type) =>
    ({ type, ...place, data: EVENTS[type] }) as EventDraft
  );
  return placed(drafts, 8, LATER).reduce(
    (each: Task, event) => applyToTask(each, event) ?? each,
    task,
  );
}

const PATHS: Readonly<Record<TaskStatus, readonly EventName[]>> = {
  pending: [],
  assigned: ["task.assigned"],
  running: ["task.assigned", "task.started"],
  completed: ["task.assigned", "task.started", "task.completed"],
  failed: ["task.assigned", "task.started", "task.failed"],
  cancelled: ["task.cancelled"],
};
const at = (status: TaskStatus) => apply(sampleTask(1, 1), ...PATHS[status]);

const OPEN_END = {
  "task.completed": "completed",
  "task.failed": "failed",
  "task.cancelled": "cancelled",
} as const;

/** Where each event leads to from each status; missing where it is not legal. */
const LEGAL: Readonly<
  Record<TaskStatus, Partial<Record<EventName, TaskStatus>>>
> = {
  pending: { "task.assigned": "assigned", "task.cancelled": "cancelled" },
  assigned: {
    ...OPEN_END,
    "task.started": "running",
    "task.progressed": "assigned",
  },
  running: { ...OPEN_END, "task.progressed": "running" },
  completed: {},
  failed: {},
  cancelled: {},
};

for (const status of TASK_STATUSES) {
  Deno.test(`a task that is ${status} goes where its events lead, and no illegal event changes it`, () => {
    for (const type of Object.keys(EVENTS) as EventName[]) {
      const before = at(status);

      const after = apply(before, type);

      const to = LEGAL[status][type];
      assert.equal(after.state.status, to ?? status, type);
      if (!to) assert.equal(after, before, type);
    }
  });
}

Deno.test("an attempt keeps when it was assigned, started and ended, and how", () => {
  const attempts = [
    at("assigned"),
    at("running"),
    at("completed"),
    at("failed"),
  ]
    .map((task) => task.attempts);

  const assigned = {
    number: 1,
    agent_id: agentId(1),
    message_uuid: someId(2),
    assigned_at: LATER,
    started_at: null,
    ended_at: null,
    outcome: null,
  };
  const started = { ...assigned, started_at: LATER };
  assert.deepEqual(attempts, [
    [assigned],
    [started],
    [{ ...started, ended_at: LATER, outcome: "succeeded" }],
    [{ ...started, ended_at: LATER, outcome: "timed_out" }],
  ]);
});

Deno.test("progress is told on the way and is whole only when completed", () => {
  const steps = [
    at("pending"),
    apply(at("running"), "task.progressed"),
    at("completed"),
    apply(at("running"), "task.progressed", "task.failed"),
  ];

  assert.deepEqual(steps.map(({ progress }) => progress), [0, 0.4, 1, 0.4]);
});

Deno.test("usage is added also after a task has ended, and nothing else changes", () => {
  const usage = {
    input_tokens: 1,
    output_tokens: 2,
    cache_read_tokens: 3,
    cache_write_tokens: 4,
    cost_usd: 0.5,
  };
  const before = at("cancelled");
  const [event] = placed(
    [{
      type: "usage.recorded",
      ...place,
      data: { usage },
    }],
    20,
    LATER,
  );

  const once = applyToTask(before, event!)!;
  const twice = applyToTask(once, event!)!;

  const changed = { usage, updated_at: LATER, updated_seq: 21 };
  assert.deepEqual(once, { ...before, ...changed });
  assert.deepEqual(twice.usage, addUsage(usage, usage));
});

Deno.test("a task exists from its creation on, and is not created twice", () => {
  const created = (title: string) =>
    placed([{
      type: "task.created",
      ...place,
      data: { task: sampleTask(1, 1, { title }) },
    }], 4)[0]!;

  const task = applyToTask(undefined, created("one"));

  assert.deepEqual(task, sampleTask(1, 1, { title: "one", updated_seq: 5 }));
  assert.equal(applyToTask(task, created("two")), task);
  assert.equal(
    applyToTask(undefined, placed([{ type: "server.stopped", data: {} }])[0]!),
    undefined,
  );
});
