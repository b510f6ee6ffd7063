import { strict as assert } from "node:assert";
import { EMPTY_FLEET } from "@/domain/fleet.ts";
import type { LongText } from "@/domain/long_text.ts";
import type { Attempt } from "@/domain/task.ts";
import { partPrompt } from "@/orchestrator/handoff/part_prompt.ts";
import {
  agentId,
  AT,
  sampleTask,
  someId,
  taskId,
} from "@/tests/helpers/fleet.ts";

const PARENT = sampleTask(1, 1, { title: "Build it" });
const NEEDED = sampleTask(2, 2, {
  part: "api",
  title: "The api",
  state: {
    status: "in_review",
    since: AT,
    result: {
      output: { text: "y".repeat(4_000), length: 90_000, blob: someId(8) },
      duration_ms: 1,
      turns: 1,
    },
  },
});
const PART = sampleTask(3, 2, {
  part: "tests",
  title: "The tests",
  description: { text: "Test", length: 20, blob: someId(7) },
  parent_id: PARENT.id,
  depends_on: [NEEDED.id],
});
const FLEET = {
  ...EMPTY_FLEET,
  tasks: { [PARENT.id]: PARENT, [NEEDED.id]: NEEDED, [PART.id]: PART },
};

const readText = ({ blob, text }: LongText) =>
  Promise.resolve(
    blob === someId(7)
      ? "Test the whole thing"
      : blob === someId(8)
      ? "y".repeat(90_000)
      : text,
  );

function attempt(number: number, changes: Partial<Attempt>): Attempt {
  return {
    number,
    agent_id: agentId(2),
    message_uuid: someId(20 + number),
    assigned_at: AT,
    started_at: AT,
    ended_at: null,
    outcome: null,
    token: number,
    offered_at: AT,
    reported_at: null,
    accepted_at: null,
    submitted: null,
    failure: null,
    ...changes,
  };
}

Deno.test("a worker is told its part whole, what it builds on, and how to report", async () => {
  const text = await partPrompt(PART, FLEET, readText);

  assert.match(text, /^# The tests\n\nThis is the part `tests` of "Build it"/);
  assert.match(text, /Test the whole thing/);
  assert.match(text, /### `api`: The api\n\nyyy/);
  assert.match(text, /cut: the first 12000 of 90000 characters/);
  for (const tool of ["report_progress", "ask_manager", "submit_result"]) {
    assert.ok(text.includes(`mcp__vamp__${tool}`), tool);
  }
  assert.doesNotMatch(text, /Attempt|Sent back/);
});

Deno.test("many results share the room that there is", async () => {
  const needed = Array.from({ length: 9 }, (_, n) => ({
    ...NEEDED,
    id: taskId(10 + n),
  }));
  const fleet = {
    ...EMPTY_FLEET,
    tasks: Object.fromEntries(needed.map((task) => [task.id, task])),
  };

  const text = await partPrompt(
    { ...PART, depends_on: needed.map(({ id }) => id) },
    fleet,
    readText,
  );

  assert.ok(text.length < 45_000, `${text.length} characters`);
});

Deno.test("a worker is told why its part was sent back", async () => {
  const text = await partPrompt(
    { ...PART, feedback: "Too few", attempts: [done(1)] },
    FLEET,
    readText,
  );

  assert.match(text, /## Sent back[^]*Too few/);
  assert.doesNotMatch(text, /## Attempt/);
});

Deno.test("a worker is told that an earlier attempt was cut off, before and after it has the part", async () => {
  const cut = attempt(1, {
    outcome: "crashed",
    failure: { kind: "crashed", message: "The process was killed" },
  });
  const waiting = { ...PART, attempts: [cut] };
  const running = {
    ...PART,
    state: { status: "running", since: AT } as const,
    attempts: [cut, attempt(2, {})],
  };

  const texts = await Promise.all(
    [waiting, running].map((task) => partPrompt(task, FLEET, readText)),
  );

  for (const text of texts) {
    assert.match(text, /## Attempt 2\n\n[^]*The process was killed/);
  }
});

Deno.test("what was not there to build on is said", async () => {
  const failed = {
    ...NEEDED,
    state: {
      status: "failed",
      since: AT,
      failure: { kind: "budget", message: "none" },
    } as const,
  };

  const text = await partPrompt(
    PART,
    { ...FLEET, tasks: { ...FLEET.tasks, [failed.id]: failed } },
    readText,
  );

  assert.match(text, /It has no result/);
});

function done(number: number): Attempt {
  return attempt(number, { outcome: "succeeded", ended_at: AT });
}
