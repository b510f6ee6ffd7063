import { strict as assert } from "node:assert";
import type { EventDraft } from "@/domain/event.ts";
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
    texts: [],
  });
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
