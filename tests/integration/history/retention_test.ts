import { strict as assert } from "node:assert";
import { listPrunable, requestPrune } from "@/db/pg/prunable_sessions.ts";
import { Agent } from "@/domain/agent.ts";
import type { EventDraft } from "@/domain/event.ts";
import type { AgentId, SessionId } from "@/domain/ids.ts";
import { INLINE_CHARS, shortText } from "@/domain/long_text.ts";
import { Session } from "@/domain/session.ts";
import { Task } from "@/domain/task.ts";
import {
  agentId,
  AT,
  createdDrafts,
  sampleAgent,
  sampleSession,
  sampleTask,
  sessionDraft,
  sessionId,
  someId,
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
import { databasesForFile, ENGINES } from "@/tests/helpers/pg_databases.ts";
import { tempDirectory } from "@/tests/helpers/temp_directory.ts";
import { until } from "@/tests/helpers/vamp_server.ts";
import { openRetainedHistory } from "@/tests/helpers/retained_history.ts";

const databases = databasesForFile();
const HOUR_MS = 3_600_000;
const WHOLE = "The whole text. ".repeat(INLINE_CHARS / 8);
const LONG = {
  text: WHOLE.slice(0, INLINE_CHARS),
  length: WHOLE.length,
  blob: "blob-1",
};

const agent = Agent.parse(sampleAgent(1, { session_id: sessionId(1) }));
const done = Task.parse({
  ...sampleTask(1, 1),
  session_id: sessionId(1),
  description: LONG,
});
const open = Task.parse({ ...sampleTask(2, 1), session_id: sessionId(1) });

const about = { agent_id: agentId(1), task_id: taskId(1) };
const WORK: readonly EventDraft[] = [
  sessionDraft(Session.parse(sampleSession(1))),
  ...createdDrafts(agent, done, open),
  {
    type: "agent.started",
    agent_id: agentId(1),
    data: { process_id: 7, claude_session_id: someId(1) },
  },
  {
    type: "task.assigned",
    ...about,
    data: { attempt: 1, message_uuid: someId(2) },
  },
  { type: "task.started", ...about, data: { attempt: 1 } },
  {
    type: "task.completed",
    ...about,
    data: {
      attempt: 1,
      result: { output: shortText("it is done"), duration_ms: 5, turns: 1 },
    },
  },
];
/** A hand-off, a message and an approval of the open task, all over. */
const MANAGED: readonly EventDraft[] = [
  handoffDraft(
    sampleHandoff(1, open, { requirements: { ...LONG, blob: "blob-2" } }),
  ),
  {
    type: "handoff.failed",
    agent_id: agentId(1),
    task_id: taskId(2),
    handoff_id: handoffId(1),
    data: { failure: { kind: "no_answer", message: "silence" } },
  },
  messageDraft(sampleMessage(1, null, agentId(1))),
  {
    type: "message.delivered",
    agent_id: agentId(1),
    message_id: messageId(1),
    data: { turn: 1, message_uuid: someId(3) },
  },
  approvalDraft(sampleApproval(1, agentId(1), { task_id: taskId(2) })),
  {
    type: "approval.decided",
    agent_id: agentId(1),
    approval_id: approvalId(1),
    data: { state: { status: "withdrawn", since: AT, reason: "it ended" } },
  },
];

for (const engine of ENGINES) {
  const rigOn = async (folder: string) =>
    await openRetainedHistory(
      engine === "postgres" ? await databases.emptyDatabase() : undefined,
      folder,
    );

  Deno.test(`a task that left the live store is read from the history as it was (${engine})`, async () => {
    await using folder = await tempDirectory();
    await using it = await rigOn(folder.path);
    await it.store.saveText("blob-1", WHOLE);
    await it.writer.append(WORK);
    await it.caughtUp();
    await it.trimLog();
    const before = await it.store.readTask(taskId(1));

    it.clock.aheadMs = 73 * HOUR_MS;
    it.retention.wake();
    await until(
      async () => await it.store.readTask(taskId(1)) === undefined || undefined,
      "the task stays in the live store",
    );
    await until(
      async () => await it.store.readText("blob-1") === "" || undefined,
      "the text stays in the live store",
    );

    const found = await it.reads.findTask(taskId(1));
    assert.deepEqual(found, before);
    assert.equal(await it.reads.fullText(LONG), WHOLE);
    const { items } = await it.reads.listTasks({
      sessionId: sessionId(1),
      limit: 10,
    });
    assert.deepEqual(items.map(({ id }) => id), [taskId(2), taskId(1)]);
    const trail = await it.queries.taskEvents(taskId(1), { limit: 50 });
    assert.ok(trail.ok);
    assert.deepEqual(trail.value.items.map(({ type }) => type), [
      "task.created",
      "task.assigned",
      "task.started",
      "task.completed",
    ]);
    const attempts = await it.queries.taskAttempts(taskId(1));
    assert.ok(attempts.ok);
    assert.equal(attempts.value[0]?.outcome, "succeeded");
    // What lives stays, and the totals of the session are what they were.
    assert.ok(await it.store.readTask(taskId(2)));
    assert.equal(
      it.writer.committed.sessions[sessionId(1)]?.tasks_completed,
      1,
    );
  });

  Deno.test(`a session that a person removes is gone from both stores (${engine})`, async () => {
    await using folder = await tempDirectory();
    await using it = await rigOn(folder.path);
    await it.store.saveText("blob-2", WHOLE);
    await it.writer.append([
      ...WORK,
      ...MANAGED,
      {
        type: "task.cancelled",
        agent_id: agentId(1),
        task_id: taskId(2),
        data: { reason: "" },
      },
      { type: "agent.terminated", agent_id: agentId(1), data: { reason: "" } },
      { type: "session.archived", session_id: sessionId(1), data: {} },
    ]);
    await it.caughtUp();
    const database = it.history.database;
    assert.ok(database);
    const offered = await listPrunable(database, undefined);
    assert.deepEqual(
      offered.map(({ id, tasks, agents }) => [id, tasks, agents]),
      [[sessionId(1), 2, 1]],
    );

    await requestPrune(database, [sessionId(1)]);
    it.retention.wake();
    await until(async () => {
      const rows = await database`
        select id from sessions union all select id from tasks
        union all select id from agents union all select id from handoffs
        union all select id from agent_communications
        union all select id from approvals union all
        select session_id from session_prunes`;
      return rows.length === 0 || undefined;
    }, "the session stays in the history");

    assert.equal(await it.store.readSession(sessionId(1)), undefined);
    assert.equal(await it.store.readAgent(agentId(1)), undefined);
    const { tasks, handoffs, messages, approvals } = it.writer.committed;
    assert.deepEqual([tasks, handoffs, messages, approvals], [{}, {}, {}, {}]);
    assert.equal(await it.store.readHandoff(handoffId(1)), undefined);
    assert.equal(await it.store.readMessage(messageId(1)), undefined);
    assert.equal(await it.store.readApproval(approvalId(1)), undefined);
    await until(
      async () => await it.store.readText("blob-2") === "" || undefined,
      "the text of the hand-off stays in the live store",
    );
    // The log goes on without a gap, also behind what was removed.
    await it.writer.append([{ type: "server.stopped", data: {} }]);
    await it.caughtUp();
  });

  Deno.test(`a session that was taken up again is not removed (${engine})`, async () => {
    await using folder = await tempDirectory();
    await using it = await rigOn(folder.path);
    await it.writer.append(WORK);
    await it.caughtUp();
    const database = it.history.database;
    assert.ok(database);

    await requestPrune(database, [sessionId(1)]);
    it.retention.wake();
    await until(async () => {
      const rows = await database`select from session_prunes`;
      return rows.length === 0 || undefined;
    }, "the request stays");

    assert.ok(await it.store.readTask(taskId(1)));
    assert.ok(await it.store.readSession(sessionId(1) as SessionId));
    assert.ok(await it.store.readAgent(agentId(1) as AgentId));
  });
}
