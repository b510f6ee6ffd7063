import { strict as assert } from "node:assert";
import type { EventDraft } from "@/domain/event.ts";
import { shortText } from "@/domain/long_text.ts";
import type { Task, TaskStatus } from "@/domain/task.ts";
import { TASK_STATUSES } from "@/domain/task.ts";
import { applyToTask } from "@/domain/task_reducer.ts";
import { addUsage } from "@/domain/usage_sum.ts";
import {
  agentId,
  AT,
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
  "task.result_submitted": { attempt: 1, output: RESULT.output },
  "task.reported": { attempt: 1, result: RESULT },
  "task.accepted": {},
  "task.sent_back": { reason: "once more", blocked: false },
  "task.completed": { attempt: 1, result: RESULT },
  "task.attempt_failed": {
    attempt: 1,
    outcome: "timed_out",
    failure: FAILURE,
    retry_at: LATER,
  },
  "task.failed": { attempt: 1, outcome: "timed_out", failure: FAILURE },
  "task.cancelled": { reason: "asked" },
  "task.unblocked": {},
  "task.retried": { by: { kind: "person" }, blocked: false },
  "task.reassigned": { to: agentId(2), by: { kind: "person" } },
  "task.edited": { priority: 5, blocked: false },
  "approval.requested": {},
} as const;
type EventName = keyof typeof EVENTS;

function apply(task: Task, ...types: readonly EventName[]): Task {
  const drafts = types.map((type) =>
    ({ type, ...place, data: EVENTS[type] }) as EventDraft
  );
  return placed(drafts, 8, LATER).reduce(
    (each: Task, event) => applyToTask(each, event, true) ?? each,
    task,
  );
}

const PATHS: Readonly<Record<TaskStatus, readonly EventName[]>> = {
  pending: [],
  assigned: ["task.assigned"],
  blocked: [],
  running: ["task.assigned", "task.started"],
  awaiting_approval: ["task.assigned", "task.started", "approval.requested"],
  in_review: ["task.assigned", "task.started", "task.reported"],
  completed: ["task.assigned", "task.started", "task.completed"],
  failed: ["task.assigned", "task.started", "task.failed"],
  cancelled: ["task.cancelled"],
};
const at = (status: TaskStatus) =>
  apply(
    sampleTask(
      1,
      1,
      status === "blocked" ? { state: { status, since: AT } } : {},
    ),
    ...PATHS[status],
  );

const OPEN_END = {
  "task.completed": "completed",
  "task.reported": "in_review",
  "task.attempt_failed": "pending",
  "task.failed": "failed",
  "task.cancelled": "cancelled",
} as const;
const WAITING = { "task.cancelled": "cancelled" } as const;
const AGAIN = {
  "task.retried": "pending",
  "task.sent_back": "pending",
} as const;

/** Where each event leads to from each status; missing where it is not legal. */
const LEGAL: Readonly<
  Record<TaskStatus, Partial<Record<EventName, TaskStatus>>>
> = {
  pending: {
    ...WAITING,
    "task.assigned": "assigned",
    "task.reassigned": "pending",
    "task.edited": "pending",
  },
  blocked: {
    ...WAITING,
    "task.unblocked": "pending",
    "task.reassigned": "blocked",
    "task.edited": "pending",
  },
  assigned: {
    ...OPEN_END,
    "task.started": "running",
    "task.progressed": "assigned",
    "task.result_submitted": "assigned",
  },
  running: {
    ...OPEN_END,
    "task.progressed": "running",
    "task.result_submitted": "running",
    "approval.requested": "awaiting_approval",
  },
  awaiting_approval: {
    ...OPEN_END,
    "task.progressed": "awaiting_approval",
    "task.result_submitted": "awaiting_approval",
  },
  in_review: {
    ...WAITING,
    "task.accepted": "completed",
    "task.sent_back": "pending",
  },
  completed: {},
  failed: AGAIN,
  cancelled: AGAIN,
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
    token: 9,
    offered_at: AT,
    submitted: null,
    reported_at: null,
    accepted_at: null,
    failure: null,
  };
  const started = { ...assigned, started_at: LATER };
  assert.deepEqual(attempts, [
    [assigned],
    [started],
    [{
      ...started,
      ended_at: LATER,
      outcome: "succeeded",
      reported_at: LATER,
      accepted_at: LATER,
    }],
    [{
      ...started,
      ended_at: LATER,
      outcome: "timed_out",
      failure: FAILURE,
    }],
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

  const changed = {
    usage,
    tree_usage: usage,
    updated_at: LATER,
    updated_seq: 21,
  };
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

Deno.test("what tells of an attempt that is not the newest changes nothing", () => {
  const second = apply(at("running"), "task.attempt_failed");
  const [again] = placed([{
    type: "task.assigned",
    agent_id: agentId(2),
    task_id: taskId(1),
    data: { attempt: 2, message_uuid: someId(3) },
  }], 20);
  const task = applyToTask(second, again!)!;

  const late = apply(
    task,
    "task.completed",
    "task.reported",
    "task.failed",
    "task.attempt_failed",
    "task.result_submitted",
    "task.started",
    "task.progressed",
  );

  assert.equal(late, task);
  assert.deepEqual(
    [task.agent_id, task.attempts.map(({ token }) => token)],
    [agentId(2), [9, 21]],
  );
});

Deno.test("a task that is tried again may have as many attempts once more", () => {
  const task = apply(at("failed"), "task.retried");

  assert.equal(task.max_attempts, task.attempts.length + 3);
});
