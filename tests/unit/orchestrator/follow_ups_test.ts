import { strict as assert } from "node:assert";
import type { EventDraft } from "@/domain/event.ts";
import { EMPTY_FLEET, type Fleet } from "@/domain/fleet.ts";
import { shortText } from "@/domain/long_text.ts";
import type { Task } from "@/domain/task.ts";
import { changesOf } from "@/orchestrator/change.ts";
import {
  agentId,
  AT,
  sampleAttempt,
  sampleTask,
  taskId,
} from "@/tests/helpers/fleet.ts";

const RESULT = { output: shortText("ok"), duration_ms: 1, turns: 1 };
const running = (n: number) =>
  sampleTask(n, 1, {
    state: { status: "running", since: AT },
    attempts: [sampleAttempt(1)],
  });
const needing = (n: number, ...needed: number[]) =>
  sampleTask(n, 2, {
    state: { status: "blocked", since: AT },
    depends_on: needed.map(taskId),
  });
const completed = (n: number): EventDraft => ({
  type: "task.completed",
  agent_id: agentId(1),
  task_id: taskId(n),
  data: { attempt: 1, result: RESULT },
});
const cancelled = (n: number): EventDraft => ({
  type: "task.cancelled",
  task_id: taskId(n),
  data: { reason: "asked" },
});

function told(tasks: readonly Task[], ...drafts: readonly EventDraft[]) {
  const fleet: Fleet = {
    ...EMPTY_FLEET,
    tasks: Object.fromEntries(tasks.map((each) => [each.id, each])),
  };
  const changes = changesOf(fleet, drafts, AT);
  const events = changes.flatMap((change) => change.events);
  const after = changes.at(-1)?.after ?? fleet;
  return {
    events,
    statuses: tasks.map(({ id }) => after.tasks[id]!.state.status),
  };
}

Deno.test("a task can begin in the same commit in which the last of what it needs is completed", () => {
  const tasks = [running(1), running(2), needing(3, 1, 2)];

  const one = told(tasks, completed(1));
  const both = told(tasks, completed(1), completed(2));

  assert.deepEqual(one.statuses, ["completed", "running", "blocked"]);
  assert.deepEqual(both.statuses, ["completed", "completed", "pending"]);
  assert.deepEqual(
    both.events.map(({ type, seq, caused_by }) => [type, seq, caused_by]),
    [
      ["task.completed", 1, undefined],
      ["task.completed", 2, undefined],
      ["task.unblocked", 3, 2],
    ],
  );
});

Deno.test("what needs a task that is cancelled fails, and so on, each with its cause", () => {
  const tasks = [running(1), needing(2, 1), needing(3, 2), needing(4, 9)];

  const { events, statuses } = told(tasks, cancelled(1));

  assert.deepEqual(statuses, ["cancelled", "failed", "failed", "blocked"]);
  assert.deepEqual(events.map(({ caused_by }) => caused_by), [undefined, 1, 2]);
});

Deno.test("nothing follows from an event that changed nothing", () => {
  const { events } = told(
    [running(1), needing(2, 1)],
    completed(1),
    completed(1),
  );

  assert.deepEqual(events.map(({ type }) => type), [
    "task.completed",
    "task.unblocked",
    "task.completed",
  ]);
});
