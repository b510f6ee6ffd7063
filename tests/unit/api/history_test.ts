import { strict as assert } from "node:assert";
import type { AgentId } from "@/domain/ids.ts";
import { GateUnderTest } from "@/tests/helpers/gate_under_test.ts";
import { problemLine } from "@/tests/helpers/problem_answer.ts";

const AWAY = {
  kind: "away",
  since: "2026-01-02T03:04:05.678Z",
  backlog: 7,
  reason: "connection refused",
} as const;

/** An agent with a finished task, and something it said. */
async function workDone(gate: GateUnderTest) {
  const { platform } = gate;
  const agent = await (await gate.post("/api/agents", { role: "worker" }))
    .json();
  await platform.whenStarted(agent.id as AgentId);
  const task = await (await gate.post(`/api/agents/${agent.id}/tasks`, {
    id: "mine-1",
    description: "Paint the parser",
  })).json();
  const record = platform.fleet().tasks[task.id];
  assert.ok(record);
  platform.start(record);
  platform.say(agent.id, "The parser is green now");
  return { agent, task, record };
}

Deno.test("a search gives hits with the words marked and what they belong to", async () => {
  using gate = new GateUnderTest();
  const { agent, task } = await workDone(gate);

  const answer = await gate.ask("/api/history/search?text=parser");

  const { items, next_cursor } = await answer.json();
  assert.equal(next_cursor, null);
  assert.deepEqual(items.map(({ at: _, ...hit }: { at: string }) => hit), [
    {
      kind: "task",
      snippet: [
        { text: "Paint the ", hit: false },
        { text: "parser", hit: true },
      ],
      session: null,
      task: { id: task.id, name: "Paint the parser" },
      agent: { id: agent.id, name: agent.name },
      outcome: null,
      entry: null,
      entry_kind: null,
    },
    {
      kind: "transcript",
      snippet: [
        { text: "The ", hit: false },
        { text: "parser", hit: true },
        { text: " is green now", hit: false },
      ],
      session: null,
      task: null,
      agent: { id: agent.id, name: agent.name },
      outcome: null,
      entry: 0,
      entry_kind: "text",
    },
  ]);
});

Deno.test("a search passes on all that it is narrowed to", async () => {
  using gate = new GateUnderTest();
  const id = "01900000-0000-7000-8000-00000000000a";
  const query = new URLSearchParams({
    text: "  red house ",
    kind: "transcript",
    agent_id: id,
    session_id: id,
    from: "2026-01-02T03:04:05+02:00",
    to: "2026-01-03T00:00:00Z",
    outcome: "timed_out",
    limit: "5",
  });

  const { status } = await gate.ask(`/api/history/search?${query}`);

  assert.equal(status, 200);
  assert.deepEqual(gate.platform.history.searched, {
    text: "red house",
    kind: "transcript",
    agentId: id,
    sessionId: id,
    from: "2026-01-02T01:04:05.000Z",
    to: "2026-01-03T00:00:00.000Z",
    outcome: "timed_out",
    limit: 5,
  });
});

Deno.test("a search that does not fit its schema is refused by its field", async () => {
  using gate = new GateUnderTest();

  const lines = await Promise.all([
    "kind=all",
    "agent_id=me",
    "from=yesterday",
    "outcome=good",
    "limit=101",
    `text=${"a".repeat(501)}`,
    "query=parser",
  ].map(async (query) =>
    problemLine(await gate.ask(`/api/history/search?${query}`))
  ));

  assert.deepEqual(new Set(lines), new Set(["400 invalid_request"]));
});

Deno.test("events of a task come in pages that join without a gap, by either id", async () => {
  using gate = new GateUnderTest();
  const { task, record } = await workDone(gate);
  gate.platform.complete(record);
  const types: string[] = [];

  let cursor: string | null = "";
  while (cursor !== null) {
    const more: string = cursor && `&cursor=${cursor}`;
    const answer = await gate.ask(`/api/tasks/mine-1/events?limit=2${more}`);
    const page: {
      items: { type: string; task_id: string }[];
      next_cursor: string | null;
    } = await answer.json();
    assert.ok(page.items.every(({ task_id }) => task_id === task.id));
    types.push(...page.items.map(({ type }) => type));
    cursor = page.next_cursor;
  }

  assert.deepEqual(types, [
    "task.created",
    "task.assigned",
    "task.started",
    "task.completed",
  ]);
});

Deno.test("events of an agent tell its whole life, oldest first", async () => {
  using gate = new GateUnderTest();
  const { agent } = await workDone(gate);

  const answer = await gate.ask(`/api/agents/${agent.id}/events`);

  const { items, next_cursor } = await answer.json();
  assert.equal(next_cursor, null);
  assert.deepEqual(items.map(({ type }: { type: string }) => type), [
    "agent.created",
    "agent.started",
    "task.created",
    "task.assigned",
    "task.started",
    "transcript.appended",
  ]);
});

Deno.test("attempts of a task say by whom they were made and why they failed", async () => {
  using gate = new GateUnderTest();
  const { agent, record } = await workDone(gate);
  gate.platform.fail(record);

  const answer = await gate.ask(`/api/tasks/${record.id}/attempts`);

  const { items } = await answer.json();
  assert.equal(items.length, 1);
  assert.equal(items[0].agent_name, agent.name);
  assert.equal(items[0].outcome, "failed");
  assert.deepEqual(items[0].failure, {
    kind: "unknown",
    message: "it did not work",
  });
});

Deno.test("what is asked of the history is refused with since and reason, while it is away", async () => {
  using gate = new GateUnderTest();
  const { agent, task } = await workDone(gate);
  gate.platform.history.state = AWAY;

  const answers = await Promise.all([
    "/api/history/search?text=parser",
    `/api/tasks/${task.id}/events`,
    `/api/tasks/${task.id}/attempts`,
    `/api/agents/${agent.id}/events`,
  ].map((path) => gate.ask(path)));

  for (const answer of answers) {
    const { code, since, reason } = await answer.json();
    assert.equal(answer.status, 503);
    assert.equal(answer.headers.get("retry-after"), "5");
    assert.deepEqual({ code, since, reason }, {
      code: "history_away",
      since: AWAY.since,
      reason: AWAY.reason,
    });
  }
  assert.equal((await gate.ask(`/api/tasks/${task.id}`)).status, 200);
});

Deno.test("a made-up cursor is refused, and so is what names nothing", async () => {
  using gate = new GateUnderTest();
  const { agent, task } = await workDone(gate);

  const lines = await Promise.all([
    "/api/history/search?cursor=made-up",
    `/api/tasks/${task.id}/events?cursor=made-up`,
    `/api/agents/${agent.id}/events?cursor=made-up`,
    "/api/tasks/nothing/events",
    "/api/tasks/nothing/attempts",
    "/api/agents/nobody/events",
  ].map(async (path) => (await (await gate.ask(path)).json()).code));

  assert.deepEqual(lines, [
    "invalid_cursor",
    "invalid_cursor",
    "invalid_cursor",
    "task_not_found",
    "task_not_found",
    "agent_not_found",
  ]);
});
