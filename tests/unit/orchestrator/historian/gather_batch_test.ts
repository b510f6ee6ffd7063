import { strict as assert } from "node:assert";
import type { EventDraft } from "@/domain/event.ts";
import type { Task } from "@/domain/task.ts";
import { gatherBatch } from "@/orchestrator/historian/gather_batch.ts";
import type { LogPort } from "@/orchestrator/historian/ports.ts";
import {
  agentId,
  AT,
  createdDrafts,
  placed,
  sampleAgent,
  sampleSession,
  sampleTask,
  sessionDraft,
  sessionId,
  taskId,
} from "@/tests/helpers/fleet.ts";
import {
  approvalDraft,
  approvalId,
  handoffDraft,
  handoffId,
  messageDraft,
  messageId,
  sampleApproval,
  sampleHandoff,
  sampleMessage,
} from "@/tests/helpers/managed_work.ts";
import { openStore, openWriter } from "@/tests/helpers/live_store.ts";

/** A log whose events and records are these, with a text under every name. */
async function logOf(drafts: readonly EventDraft[]) {
  const { store, kv } = await openStore();
  const writer = await openWriter(store);
  await writer.append(drafts);
  const log = {
    readAgent: (id) => store.readAgent(id),
    readTask: (id) => store.readTask(id),
    readSession: (id) => store.readSession(id),
    readHandoff: (id) => store.readHandoff(id),
    readMessage: (id) => store.readMessage(id),
    readApproval: (id) => store.readApproval(id),
    readIncident: (id) => store.readIncident(id),
    readText: (blob) => Promise.resolve(`all of ${blob}`),
  } as LogPort;
  return { log, store, [Symbol.dispose]: () => kv.close() };
}

function longEntry(n: number, blob: string, length: number): EventDraft {
  return {
    type: "transcript.appended",
    agent_id: agentId(1),
    data: {
      entry: {
        kind: "notice",
        agent_id: agentId(1),
        n,
        at: AT,
        task_id: null,
        parent_tool_use_id: null,
        level: "info",
        text: { text: "the beginning", length, blob },
      },
    },
  };
}

Deno.test("a batch has each record that its events are about, once, and that of a task's agent", async () => {
  using opened = await logOf([
    sessionDraft(sampleSession(1)),
    ...createdDrafts(
      sampleAgent(1, { session_id: sessionId(1) }),
      sampleTask(1, 1, { session_id: sessionId(1) }),
      sampleTask(2, 1, { session_id: sessionId(1) }),
    ),
    ...createdDrafts(sampleAgent(2)),
  ]);
  const { log, store } = opened;
  const events = await store.readEvents(2, 2);

  const batch = await gatherBatch(log, events);

  assert.deepEqual(batch, {
    events,
    tasks: [await store.readTask(taskId(1)), await store.readTask(taskId(2))],
    agents: [await store.readAgent(agentId(1))],
    sessions: [await store.readSession(sessionId(1))],
    handoffs: [],
    messages: [],
    approvals: [],
    incidents: [],
    texts: [],
  });
});

Deno.test("a batch has what a hand-off, a message and an approval are, and whom they name", async () => {
  const task = sampleTask(1, 1);
  using opened = await logOf([
    ...createdDrafts(sampleAgent(1), task),
    ...[2, 3, 4].flatMap((n) => createdDrafts(sampleAgent(n))),
    handoffDraft(sampleHandoff(1, task)),
    messageDraft(sampleMessage(1, agentId(3), agentId(2))),
    approvalDraft(sampleApproval(1, agentId(4), { task_id: task.id })),
  ]);
  const { log, store } = opened;
  const ids = (records: readonly { readonly id: string }[]) =>
    records.map(({ id }) => id).toSorted();
  const one = async (seq: number) =>
    await gatherBatch(log, await store.readEvents(seq - 1, 1));

  const [handedOff, sent, asked] = [await one(6), await one(7), await one(8)];

  assert.deepEqual(handedOff.handoffs, [await store.readHandoff(handoffId(1))]);
  assert.deepEqual([handedOff.tasks, handedOff.agents].map(ids), [
    [task.id],
    [agentId(1)],
  ]);
  assert.deepEqual(sent.messages, [await store.readMessage(messageId(1))]);
  assert.deepEqual(ids(sent.agents), [2, 3].map(agentId));
  assert.deepEqual(asked.approvals, [await store.readApproval(approvalId(1))]);
  assert.deepEqual([asked.tasks, asked.agents].map(ids), [
    [task.id],
    [1, 4].map(agentId),
  ]);
});

Deno.test("a batch has the tasks that a task is part of, at any depth, and what it depends on", async () => {
  const part = (n: number, changes: Partial<Task> = {}) =>
    sampleTask(n, 1, { parent_id: taskId(n - 1), ...changes });
  using opened = await logOf(
    createdDrafts(
      sampleAgent(1),
      sampleTask(1, 1),
      part(2),
      part(3, { depends_on: [taskId(8)] }),
      sampleTask(8, 1, { depends_on: [taskId(9)] }),
      sampleTask(9, 1),
    ),
  );

  const { tasks } = await gatherBatch(
    opened.log,
    await opened.store.readEvents(3, 1),
  );

  assert.deepEqual(
    tasks.map(({ id }) => id).toSorted(),
    [1, 2, 3, 8].map(taskId),
  );
});

Deno.test("a batch has the whole texts of hand-offs, messages and approvals", async () => {
  const long = (blob: string) => ({ text: "Do", length: 20_000, blob });
  const task = sampleTask(1, 1);
  using opened = await logOf([
    ...createdDrafts(sampleAgent(1), task),
    handoffDraft(sampleHandoff(1, task)),
    {
      type: "handoff.analyzed",
      agent_id: agentId(1),
      task_id: task.id,
      handoff_id: handoffId(1),
      data: {
        requirements: long("wanted"),
        parts: [{
          key: "api",
          title: "The API",
          description: long("described"),
          depends_on: [],
          requires: [],
        }],
      },
    },
    messageDraft(
      sampleMessage(1, null, agentId(1), { text: long("said") }),
    ),
    approvalDraft(sampleApproval(1, agentId(1), { input: long("asked") })),
  ]);

  const { texts } = await gatherBatch(
    opened.log,
    await opened.store.readEvents(0, 10),
  );

  assert.deepEqual(texts.map(({ blob }) => blob).toSorted(), [
    "asked",
    "described",
    "said",
    "wanted",
  ]);
});

Deno.test("a batch has the whole text of everything that is long, once", async () => {
  const description = { text: "Do", length: 20_000, blob: "asked" };
  using opened = await logOf([
    ...createdDrafts(sampleAgent(1), sampleTask(1, 1, { description })),
    longEntry(0, "said", 30_000),
  ]);

  const batch = await gatherBatch(
    opened.log,
    await opened.store.readEvents(0, 10),
  );

  assert.deepEqual(batch.texts, [
    { blob: "asked", body: "all of asked" },
    { blob: "said", body: "all of said" },
  ]);
});

Deno.test("a batch takes only as many events as their texts leave room for, and at least one", async () => {
  using opened = await logOf(createdDrafts(sampleAgent(1)));
  const events = placed([
    longEntry(0, "huge", 9_000_000),
    longEntry(1, "large", 5_000_000),
    longEntry(2, "larger", 3_000_001),
  ], 1);

  const first = await gatherBatch(opened.log, events);
  const second = await gatherBatch(opened.log, events.slice(1));

  assert.deepEqual(first.events, events.slice(0, 1));
  assert.deepEqual(second.events, events.slice(1, 2));
});
