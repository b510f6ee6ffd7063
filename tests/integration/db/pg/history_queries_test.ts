import { strict as assert } from "node:assert";
import { historyQueries } from "@/db/pg/history_queries.ts";
import { writeBatch } from "@/db/pg/write_batch.ts";
import type { EventDraft, FleetEvent } from "@/domain/event.ts";
import type { HistorySearch } from "@/domain/history.ts";
import type { AgentId } from "@/domain/ids.ts";
import {
  agentId,
  AT,
  placed,
  sampleAgent,
  sampleTask,
  sessionId,
  taskId,
} from "@/tests/helpers/fleet.ts";
import {
  ALLOWED,
  approvalDraft,
  approvalId,
  handoffId,
  sampleApproval,
  sampleHandoff,
  sampleMessage,
} from "@/tests/helpers/managed_work.ts";
import { databasesForFile } from "@/tests/helpers/pg_databases.ts";
import {
  allOf,
  asking,
  LOG,
  nameOf,
  place,
  remember,
  valueOf,
} from "@/tests/helpers/asked_history.ts";

const databases = databasesForFile();

databases.test("a hit says what it belongs to by name, and shows the text as it was written", async (database) => {
  const { queries } = await remember(database);

  const found = valueOf(
    await queries.searchHistory({ text: "parser", limit: 10 }),
  );

  const ada = { id: agentId(1), name: "Ada" };
  const task = { id: taskId(1), name: "Paint the parser green" };
  const session = { id: sessionId(1), name: "Release" };
  const hits = found.items.map(({ snippet: _, ...hit }) => hit);
  assert.deepEqual(hits.toSorted((a, b) => a.kind < b.kind ? -1 : 1), [
    {
      kind: "task",
      at: "2026-01-01T00:00:00.000Z",
      session,
      task,
      agent: ada,
      outcome: "timed_out",
    },
    {
      kind: "transcript",
      at: AT,
      session,
      agent: ada,
      entry: 0,
      entry_kind: "text",
      task,
    },
  ]);
  const entry = found.items.find(({ kind }) => kind === "transcript");
  assert.deepEqual(entry?.snippet, [
    { text: "The ", hit: false },
    { text: "parser", hit: true },
    { text: " is <b>painted</b> now", hit: false },
  ]);
});

databases.test("a search is narrowed by kind, agent, session, outcome and time, also without words", async (database) => {
  const { queries } = await remember(database);
  const find = async (search: Partial<HistorySearch>) =>
    valueOf(await queries.searchHistory({ text: "", limit: 10, ...search }))
      .items.map(nameOf);

  assert.deepEqual(await find({}), [
    "Count the windows",
    "Paint the parser green",
  ]);
  assert.deepEqual(await find({ agentId: agentId(2) }), ["Count the windows"]);
  assert.deepEqual(await find({ sessionId: sessionId(1) }), [
    "Paint the parser green",
  ]);
  assert.deepEqual(await find({ outcome: "timed_out" }), [
    "Paint the parser green",
  ]);
  assert.deepEqual(await find({ to: "2026-01-02T00:00:00.000Z" }), [
    "Paint the parser green",
  ]);
  assert.deepEqual(await find({ from: "2026-01-02T00:00:00.000Z" }), [
    "Count the windows",
  ]);
  assert.deepEqual(await find({ kind: "transcript" }), []);
  assert.deepEqual(await find({ text: "parser", kind: "transcript" }), [
    "entry 0",
  ]);
});

databases.test("a task's events are whole and in order, also those that the history does not have yet", async (database) => {
  const { queries } = await remember(database, 5);

  const events = await allOf((range) => queries.taskEvents(taskId(1), range));

  const isOfTask = (event: FleetEvent) =>
    "task_id" in event && event.task_id === taskId(1);
  assert.deepEqual(events, LOG.filter(isOfTask));
  assert.equal(events.length, 5);
});

databases.test("a task's events are whole, when the history is far behind", async (database) => {
  const others = 12_000;
  const tail = placed([
    ...Array.from({ length: others }, (): EventDraft => ({
      type: "agent.rested",
      agent_id: agentId(2),
      data: {},
    })),
    { type: "task.cancelled", ...place(1, 1), data: { reason: "late" } },
  ]);
  const { queries } = historyQueries({
    state: () => ({ kind: "behind", seq: 0, backlog: tail.length }),
    database: () => database,
    readLog: (afterSeq, limit) =>
      Promise.resolve(tail.slice(afterSeq, afterSeq + limit)),
  });

  const events = await allOf((range) => queries.taskEvents(taskId(1), range));

  assert.deepEqual(events.map(({ seq }) => seq), [others + 1]);
});

databases.test("an agent's events are its own", async (database) => {
  const { queries } = await remember(database);

  const events = await allOf((range) => queries.agentEvents(agentId(2), range));

  assert.deepEqual(events.map(({ type }) => type), [
    "agent.created",
    "task.created",
  ]);
});

databases.test("attempts have their agent's name and why they failed", async (database) => {
  const { queries } = await remember(database);

  const [first, ...others] = valueOf(await queries.taskAttempts(taskId(1)));

  assert.deepEqual(others, []);
  assert.deepEqual(
    [first?.number, first?.agent_name, first?.outcome, first?.failure],
    [1, "Ada", "timed_out", {
      kind: "timed_out",
      message: "It took over 300 s",
    }],
  );
});

databases.test("records and entries that are nowhere else are still found", async (database) => {
  const { queries, kept } = await remember(database);

  assert.equal(valueOf(await kept.agent(agentId(1)))?.name, "Ada");
  assert.equal(valueOf(await kept.agent("nobody" as AgentId)), undefined);
  assert.equal(valueOf(await kept.task(taskId(1)))?.id, taskId(1));
  assert.equal(valueOf(await kept.task("mine-1"))?.id, taskId(1));
  assert.equal(valueOf(await kept.task("no such task")), undefined);
  assert.equal(valueOf(await kept.entry(agentId(1), 0))?.n, 0);
  assert.equal(
    valueOf(await kept.transcript(agentId(1), { limit: 5 })).length,
    1,
  );
  const choices = valueOf(await queries.searchChoices());
  assert.deepEqual(choices.agents.map(({ name }) => name).toSorted(), [
    "Ada",
    "Ben",
  ]);
  assert.deepEqual(choices.sessions, [{ id: sessionId(1), name: "Release" }]);
});

databases.test("each table's room is counted, the largest first", async (database) => {
  const { kept } = await remember(database);

  const tables = valueOf(await kept.tableSizes());

  assert.ok(tables.some(({ name }) => name === "events"));
  assert.ok(tables.every(({ bytes }) => Number.isSafeInteger(bytes)));
  const sorted = tables.toSorted((a, b) => b.bytes - a.bytes);
  assert.deepEqual(
    tables.map(({ bytes }) => bytes),
    sorted.map(({ bytes }) => bytes),
  );
});

databases.test("a made-up cursor is told, not thrown", async (database) => {
  const { queries } = await remember(database);
  const range = { limit: 5, cursor: "made-up" };

  for (
    const outcome of [
      await queries.searchHistory({ text: "parser", ...range }),
      await queries.searchHistory({ text: "", ...range }),
      await queries.taskEvents(taskId(1), range),
    ]
  ) {
    assert.equal(outcome.ok, false);
    assert.equal(outcome.refusal.code, "invalid_cursor");
  }
});

Deno.test("what is asked is refused, when the server goes under the question", async () => {
  const database = await databases.open("postgres");
  await database.end();
  const { queries } = asking(() => database);

  const outcome = await queries.taskEvents(taskId(1), { limit: 5 });

  assert.equal(outcome.ok, false);
  assert.equal(outcome.refusal.code, "history_away");
});

databases.test("hand-offs, messages, approvals and who decided are answered, newest first", async (database) => {
  const whole = sampleTask(9, 1);
  const approval = sampleApproval(1, agentId(2), {
    state: ALLOWED,
    updated_seq: 2,
  });
  const messages = [1, 2, 3].map((n) =>
    sampleMessage(n, n === 3 ? null : agentId(1), agentId(2), {
      created_at: `2026-01-0${n}T00:00:00.000Z`,
    })
  );
  const handoff = sampleHandoff(1, whole);
  await writeBatch(database, {
    events: placed([
      approvalDraft(approval),
      {
        type: "approval.decided",
        agent_id: agentId(2),
        approval_id: approvalId(1),
        data: { state: ALLOWED },
      },
      { type: "queue.resumed", data: { by: { kind: "server" } } },
    ]),
    agents: [sampleAgent(1), sampleAgent(2)],
    tasks: [whole],
    handoffs: [handoff],
    messages,
    approvals: [approval],
    texts: [],
  });
  const { queries, kept } = asking(() => database);

  const sent = await allOf((range) =>
    queries.communicationHistory({ agentId: agentId(2), ...range })
  );
  const page = { limit: 9 };
  const approved = await queries.approvalHistory({
    status: "allowed",
    ...page,
  });
  const handedOff = await queries.handoffHistory({ taskId: whole.id, ...page });
  const audit = await queries.auditLog({ actor: "person", ...page });
  const wrong = await queries.auditLog({ cursor: "nonsense", ...page });

  assert.deepEqual(sent, messages.toReversed());
  assert.deepEqual(valueOf(approved).items, [approval]);
  assert.deepEqual(valueOf(handedOff).items, [handoff]);
  assert.deepEqual(
    valueOf(audit).items.map(({ action, data }) => [action, data.seq]),
    [["approval.decided", 2]],
  );
  assert.equal(wrong.ok || wrong.refusal.code, "invalid_cursor");
  assert.deepEqual(valueOf(await kept.handoff(handoffId(1))), handoff);
  assert.equal(valueOf(await kept.handoff(handoffId(2))), undefined);
});
