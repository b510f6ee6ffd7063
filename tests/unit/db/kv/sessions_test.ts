import { strict as assert } from "node:assert";
import { keys } from "@/db/kv/keys.ts";
import type { EventDraft } from "@/domain/event.ts";
import { KEPT_ARCHIVED_SESSIONS } from "@/domain/fleet_collections.ts";
import {
  agentId,
  createdDrafts,
  sampleAgent,
  sampleSession,
  sampleTask,
  sessionDraft,
  sessionId,
  taskId,
} from "@/tests/helpers/fleet.ts";
import { openStore, openWriter } from "@/tests/helpers/live_store.ts";

const archived = (n: number): EventDraft => ({
  type: "session.archived",
  session_id: sessionId(n),
  data: {},
});

Deno.test("sessions are read back as they were, with the totals of their agents", async () => {
  using open = await openStore();
  const writer = await openWriter(open.store);
  const session_id = sessionId(1);
  await writer.append([
    sessionDraft(sampleSession(1)),
    ...createdDrafts(
      sampleAgent(1, { session_id }),
      sampleTask(1, 1, { session_id }),
    ),
    sessionDraft(sampleSession(2)),
    archived(2),
  ]);

  const fleet = await open.again().load();

  assert.deepEqual(fleet, writer.committed);
  assert.equal(fleet.sessions[session_id]?.agents, 1);
  const stored = await open.store.readSession(session_id);
  assert.deepEqual(stored, fleet.sessions[session_id]);
  assert.equal(await open.store.readSession(sessionId(3)), undefined);
});

Deno.test("every active session is read back, however many were archived after it", async () => {
  using open = await openStore();
  const writer = await openWriter(open.store);
  await writer.append([
    sessionDraft(sampleSession(0)),
    ...Array.from({ length: KEPT_ARCHIVED_SESSIONS + 5 }, (_, i) => [
      sessionDraft(sampleSession(i + 1)),
      archived(i + 1),
    ]).flat(),
  ]);

  const fleet = await open.again().load();

  assert.equal(fleet.sessions[sessionId(0)]?.state.status, "active");
  assert.equal(Object.keys(fleet.sessions).length, KEPT_ARCHIVED_SESSIONS + 1);
});

Deno.test("pages of sessions, newest first, can be of one status", async () => {
  using open = await openStore();
  const writer = await openWriter(open.store);
  const numbers = [1, 2, 3, 4, 5];
  await writer.append([
    ...numbers.map((n) => sessionDraft(sampleSession(n))),
    archived(2),
    archived(5),
  ]);
  const { store } = open;

  const first = await store.listSessions({ limit: 3 });
  const rest = await store.listSessions({ limit: 3, cursor: first.next! });
  const active = await store.listSessions({ limit: 3, status: "active" });

  assert.deepEqual(first.items.map(({ id }) => id), [5, 4, 3].map(sessionId));
  assert.deepEqual(rest.items.map(({ id }) => id), [2, 1].map(sessionId));
  assert.equal(rest.next, null);
  assert.deepEqual(active.items.map(({ id }) => id), [4, 3, 1].map(sessionId));
  assert.equal(active.next, null);
});

Deno.test("tasks are listed by session, also together with an agent", async () => {
  using open = await openStore();
  const writer = await openWriter(open.store);
  const session = (n: number) => ({ session_id: sessionId(n) });
  await writer.append([
    sessionDraft(sampleSession(1)),
    sessionDraft(sampleSession(2)),
    ...createdDrafts(
      sampleAgent(1, session(1)),
      sampleTask(1, 1, session(1)),
      sampleTask(4, 1, session(1)),
    ),
    ...createdDrafts(
      sampleAgent(2, session(1)),
      sampleTask(2, 2, session(1)),
    ),
    ...createdDrafts(
      sampleAgent(3, session(2)),
      sampleTask(3, 3, session(2)),
    ),
  ]);
  const ids = async (n: number, agent?: number) => {
    const { items } = await open.store.listTasks({
      limit: 10,
      sessionId: sessionId(n),
      ...(agent ? { agentId: agentId(agent) } : {}),
    });
    return items.map(({ id }) => id);
  };

  assert.deepEqual(await ids(1), [4, 2, 1].map(taskId));
  assert.deepEqual(await ids(1, 1), [4, 1].map(taskId));
  assert.deepEqual(await ids(2, 1), []);
  assert.deepEqual(await ids(3), []);
});

Deno.test("records from before there were sessions belong to none", async () => {
  using open = await openStore();
  const writer = await openWriter(open.store);
  await writer.append(createdDrafts(sampleAgent(1), sampleTask(1, 1)));
  const { session_id: _of_agent, ...agent } = sampleAgent(1);
  const { session_id: _of_task, ...task } = sampleTask(1, 1);
  await open.kv.set(keys.agent(agent.id), agent);
  await open.kv.set(keys.task(task.id), task);

  const fleet = await open.again().load();

  assert.equal(fleet.agents[agent.id]?.session_id, null);
  assert.equal(fleet.tasks[task.id]?.session_id, null);
  assert.deepEqual(fleet.sessions, {});
});
