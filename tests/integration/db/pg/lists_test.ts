import { strict as assert } from "node:assert";
import { listAgents, upsertAgents } from "@/db/pg/agents.ts";
import {
  findApproval,
  listApprovals,
  upsertApprovals,
} from "@/db/pg/approvals.ts";
import { listAttempts, upsertAttempts } from "@/db/pg/attempts.ts";
import { insertAudit, listAudit } from "@/db/pg/audit.ts";
import {
  findCommunication,
  listCommunications,
  upsertCommunications,
} from "@/db/pg/communications.ts";
import { insertEvents, listEvents } from "@/db/pg/events.ts";
import { findHandoff, listHandoffs, upsertHandoffs } from "@/db/pg/handoffs.ts";
import { findSession, listSessions, upsertSessions } from "@/db/pg/sessions.ts";
import {
  findTask,
  findTaskByExternalId,
  listTasks,
  upsertTasks,
} from "@/db/pg/tasks.ts";
import { insertDependencies } from "@/db/pg/task_dependencies.ts";
import { insertEntries, readTranscript } from "@/db/pg/transcripts.ts";
import { addUsageDays, readUsageDays } from "@/db/pg/usage_days.ts";
import { insertUsage, sumUsage } from "@/db/pg/usage_records.ts";
import type { ApprovalState } from "@/domain/approval.ts";
import type { AuditRecord } from "@/domain/audit.ts";
import type { AgentId, SessionId } from "@/domain/ids.ts";
import { shortText } from "@/domain/long_text.ts";
import type { Message } from "@/domain/message.ts";
import type { Page } from "@/domain/platform.ts";
import type { Session } from "@/domain/session.ts";
import type { Attempt, Task } from "@/domain/task.ts";
import type { UsageGrouping, UsageReport } from "@/domain/usage_report.ts";
import { NO_USAGE } from "@/domain/usage_sum.ts";
import {
  agentId,
  AT,
  placed,
  sampleAgent,
  sampleTask,
  someId,
  taskId,
} from "@/tests/helpers/fleet.ts";
import {
  ALLOWED,
  approvalId,
  handoffId,
  messageId,
  sampleApproval,
  sampleHandoff,
  sampleMessage,
} from "@/tests/helpers/managed_work.ts";
import { databasesForFile } from "@/tests/helpers/pg_databases.ts";

const databases = databasesForFile();

const minute = (n: number) =>
  `2026-01-02T03:${String(n).padStart(2, "0")}:00.000Z`;
const sessionId = (n: number) => someId(n) as SessionId;

function sampleSession(n: number, changes: Partial<Session> = {}): Session {
  return {
    id: sessionId(n),
    name: `Work ${n}`,
    state: { status: "active", since: AT },
    usage: NO_USAGE,
    worked_ms: 0,
    agents: 0,
    tasks_completed: 0,
    tasks_failed: 0,
    created_at: minute(n),
    updated_at: AT,
    updated_seq: 1,
    ...changes,
  };
}

/** The ids of all pages of a list, read with that many to a page. */
async function allPages<Item>(
  list: (range: { limit: number; cursor?: string }) => Promise<Page<Item>>,
  idOf: (item: Item) => unknown,
  limit = 2,
): Promise<unknown[][]> {
  const pages: unknown[][] = [];
  let cursor: string | null | undefined;
  do {
    const page = await list(cursor ? { limit, cursor } : { limit });
    pages.push(page.items.map(idOf));
    cursor = page.next;
  } while (cursor);
  return pages;
}

databases.test("agents are listed newest first, page by page, also of one age", async (database) => {
  const agents = [1, 2, 3, 4, 5].map((n) =>
    sampleAgent(n, {
      created_at: n < 4 ? minute(1) : minute(n),
      updated_seq: 1,
    })
  );
  await upsertAgents(database, agents);

  const pages = await allPages(
    (range) => listAgents(database, range),
    ({ id }) => id,
  );

  assert.deepEqual(
    pages,
    [[5, 4], [3, 2], [1]].map((page) => page.map(agentId)),
  );
});

databases.test("agents are found by what they are, of what session, and when", async (database) => {
  await upsertAgents(database, [
    sampleAgent(1, { role: "manager", created_at: minute(1), updated_seq: 1 }),
    sampleAgent(2, {
      state: { status: "terminated", since: AT, reason: "asked" },
      session_id: sessionId(7),
      created_at: minute(2),
      updated_seq: 1,
    }),
  ]);
  const ids = async (filter: Partial<Parameters<typeof listAgents>[1]>) =>
    (await listAgents(database, { limit: 9, ...filter })).items
      .map(({ id }) => id);

  assert.deepEqual(await ids({ role: "manager" }), [agentId(1)]);
  assert.deepEqual(await ids({ status: "terminated" }), [agentId(2)]);
  assert.deepEqual(await ids({ status: "terminated", role: "manager" }), []);
  assert.deepEqual(await ids({ sessionId: sessionId(7) }), [agentId(2)]);
  assert.deepEqual(await ids({ after: new Date(minute(2)) }), [agentId(2)]);
  assert.deepEqual(await ids({ before: new Date(minute(2)) }), [agentId(1)]);
});

databases.test("an older version of a record never replaces a newer one", async (database) => {
  const versions = [3, 9, 5].map((updated_seq) => ({
    agent: sampleAgent(1, { name: `at ${updated_seq}`, updated_seq }),
    task: sampleTask(1, 1, {
      title: `at ${updated_seq}`,
      updated_seq,
      attempts: [attempt(updated_seq)],
    }),
    session: sampleSession(1, { name: `at ${updated_seq}`, updated_seq }),
  }));

  for (const { agent, task, session } of versions) {
    await upsertSessions(database, [session]);
    await upsertAgents(database, [agent]);
    await upsertTasks(database, [task]);
    await upsertAttempts(database, [task]);
  }
  const newest = versions[1];
  const read = async () => [
    (await listAgents(database, { limit: 9 })).items,
    await findTask(database, taskId(1)),
    await findSession(database, sessionId(1)),
  ];
  assert.deepEqual(await read(), [
    [newest?.agent],
    newest?.task,
    newest?.session,
  ]);

  // All of them in one statement, too.
  await database.exec("delete from tasks; delete from agents");
  await upsertAgents(database, versions.map(({ agent }) => agent));
  await upsertTasks(database, versions.map(({ task }) => task));
  await upsertAttempts(database, versions.map(({ task }) => task));

  assert.deepEqual(await read(), [
    [newest?.agent],
    newest?.task,
    newest?.session,
  ]);
});

function attempt(n: number): Attempt {
  return {
    number: 1,
    agent_id: agentId(1),
    message_uuid: someId(n),
    assigned_at: minute(1),
    started_at: null,
    ended_at: null,
    outcome: null,
    token: n,
    offered_at: AT,
    submitted: null,
    reported_at: null,
    accepted_at: null,
    failure: null,
  };
}

const ENDED: readonly Partial<Task>[] = [
  {
    state: {
      status: "completed",
      since: AT,
      result: { output: shortText("done"), duration_ms: 5, turns: 2 },
    },
    attempts: [{
      ...attempt(1),
      ended_at: AT,
      outcome: "succeeded",
      submitted: { text: "do", length: 30_000, blob: "b2" },
      reported_at: minute(4),
      accepted_at: minute(5),
    }],
  },
  {
    state: {
      status: "failed",
      since: AT,
      failure: { kind: "timed_out", message: "too long" },
    },
    attempts: [
      {
        ...attempt(2),
        started_at: minute(2),
        outcome: "crashed",
        failure: { kind: "crashed", message: "gone" },
      },
      { ...attempt(3), number: 2, ended_at: AT, outcome: "timed_out" },
    ],
  },
  { state: { status: "cancelled", since: AT, reason: "asked" } },
];

databases.test("tasks come back as they were, in every state", async (database) => {
  await upsertAgents(database, [sampleAgent(1)]);
  const tasks = [{}, ...ENDED].map((changes, n) =>
    sampleTask(n, 1, {
      created_at: minute(n),
      updated_seq: 1,
      description: { text: "begins", length: 50_000, blob: "b1" },
      session_id: sessionId(3),
      external_id: `job-${n}`,
      ...changes,
    })
  );

  await upsertTasks(database, tasks);
  await upsertAttempts(database, tasks);

  const { items } = await listTasks(database, { limit: 9 });
  assert.deepEqual(items, tasks.toReversed());
  assert.deepEqual(await findTaskByExternalId(database, "job-2"), tasks[2]);
  assert.equal(await findTaskByExternalId(database, "job-9"), undefined);
});

databases.test("tasks are found by state, outcome, agent and session, page by page", async (database) => {
  await upsertAgents(database, [sampleAgent(1), sampleAgent(2)]);
  const tasks = [...ENDED, ...ENDED].map((changes, n) =>
    sampleTask(n, n < 3 ? 1 : 2, {
      created_at: minute(1),
      updated_seq: 1,
      session_id: n === 0 ? sessionId(4) : null,
      ...changes,
    })
  );
  await upsertTasks(database, tasks);
  const pages = (filter: Partial<Parameters<typeof listTasks>[1]>) =>
    allPages(
      (range) => listTasks(database, { ...filter, ...range }),
      ({ id }) => Number(id.at(-1)),
    );

  assert.deepEqual(await pages({}), [[5, 4], [3, 2], [1, 0]]);
  assert.deepEqual(await pages({ status: "failed" }), [[4, 1]]);
  assert.deepEqual(await pages({ outcome: "timed_out" }), [[4, 1]]);
  assert.deepEqual(await pages({ outcome: "cancelled" }), [[5, 2]]);
  assert.deepEqual(await pages({ agentId: agentId(2) }), [[5, 4], [3]]);
  assert.deepEqual(await pages({ sessionId: sessionId(4) }), [[0]]);
  assert.deepEqual(await pages({ parentTaskId: taskId(1) }), [[]]);
});

databases.test("attempts of an agent are listed, the newest first", async (database) => {
  await upsertAgents(database, [sampleAgent(1)]);
  const task = sampleTask(1, 1, ENDED[1]);
  await upsertTasks(database, [task]);
  await upsertAttempts(database, [task]);

  const pages = await allPages(
    (range) => listAttempts(database, { agentId: agentId(1), ...range }),
    (each) => each,
    1,
  );

  const [first, second] = task.attempts;
  assert.deepEqual(pages, [
    [{ ...second, task_id: task.id }],
    [{ ...first, task_id: task.id }],
  ]);
});

databases.test("events are found by what they are about, page by page", async (database) => {
  const events = placed([
    {
      type: "server.started",
      data: { version: "1", interrupted_tasks: 0, resumed_agents: 0 },
    },
    {
      type: "agent.rested",
      agent_id: agentId(1),
      session_id: sessionId(1),
      data: {},
    },
    {
      type: "task.started",
      agent_id: agentId(1),
      task_id: taskId(1),
      data: { attempt: 1 },
    },
    { type: "agent.rested", agent_id: agentId(2), caused_by: 3, data: {} },
    {
      type: "handoff.completed",
      agent_id: agentId(3),
      task_id: taskId(3),
      handoff_id: handoffId(1),
      data: {},
    },
    {
      type: "message.answered",
      agent_id: agentId(3),
      message_id: messageId(1),
      data: { by: messageId(2) },
    },
    {
      type: "approval.delivered",
      agent_id: agentId(3),
      approval_id: approvalId(1),
      data: {},
    },
    {
      type: "template.removed",
      template_id: "mine",
      data: { by: { kind: "person" } },
    },
  ]);
  await insertEvents(database, events);
  const pages = (filter: Partial<Parameters<typeof listEvents>[1]>) =>
    allPages(
      (range) => listEvents(database, { ...filter, ...range }),
      (event) => event,
    );
  const [started, rested, task, last, handoff, message, approval, template] =
    events;

  assert.deepEqual(await pages({}), [
    [template, approval],
    [message, handoff],
    [last, task],
    [rested, started],
  ]);
  assert.deepEqual(await pages({ agentId: agentId(1) }), [[task, rested]]);
  assert.deepEqual(await pages({ taskId: taskId(1) }), [[task]]);
  assert.deepEqual(await pages({ sessionId: sessionId(1) }), [[rested]]);
  assert.deepEqual(await pages({ type: "agent.rested" }), [[last, rested]]);
});

databases.test("transcripts come back as they were, whatever an entry is", async (database) => {
  await upsertAgents(database, [sampleAgent(1)]);
  const place = (n: number) => ({
    agent_id: agentId(1),
    n,
    at: AT,
    task_id: n === 0 ? taskId(1) : null,
    parent_tool_use_id: n === 1 ? "toolu_1" : null,
  });
  const text = { text: "begins", length: 90_000, blob: "b1" };
  const entries = [
    { ...place(0), kind: "prompt", text: shortText("go") },
    { ...place(1), kind: "text", message_id: "m1", text, aborted: true },
    { ...place(2), kind: "thinking", message_id: "m1", text: shortText("") },
    {
      ...place(3),
      kind: "tool_call",
      message_id: "m1",
      tool_use_id: "t1",
      tool: "Bash",
      input: shortText("{}"),
    },
    {
      ...place(4),
      kind: "tool_result",
      tool_use_id: "t1",
      text: shortText("ok"),
      is_error: false,
    },
    {
      ...place(5),
      kind: "turn_ended",
      succeeded: true,
      reason: "completed",
      duration_ms: 5.5,
      cost_usd: 0.1,
      tokens: 9,
    },
    {
      ...place(6),
      kind: "notice",
      level: "warning",
      text: shortText("careful"),
    },
  ] as const;
  const events = placed(entries.map((entry) => ({
    type: "transcript.appended",
    agent_id: agentId(1),
    data: { entry },
  })));

  await insertEntries(database, events);
  await insertEntries(database, events.slice(2));

  const all = await readTranscript(database, agentId(1), { limit: 99 });
  assert.deepEqual(all, entries);
  const some = await readTranscript(database, agentId(1), {
    before: 3,
    limit: 2,
  });
  assert.deepEqual(some, entries.slice(1, 3));
});

databases.test("usage is summed by agent, task, session and time", async (database) => {
  const events = [1, 2, 3].map((n) => ({
    type: "usage.recorded" as const,
    seq: n,
    at: n < 3 ? minute(n) : "2026-01-03T00:00:00.000Z",
    agent_id: agentId(n === 1 ? 1 : 2),
    ...(n === 1 && { task_id: taskId(1) }),
    ...(n === 2 && { session_id: sessionId(1) }),
    data: { usage: { ...NO_USAGE, output_tokens: 10 ** n, cost_usd: n / 4 } },
  }));
  await insertUsage(database, events);
  await insertUsage(database, events);
  const tokens = async (filter: Parameters<typeof sumUsage>[1]) =>
    (await sumUsage(database, filter)).output_tokens;

  assert.equal(await tokens({}), 1_110);
  assert.equal(await tokens({ agentId: agentId(2) }), 1_100);
  assert.equal(await tokens({ taskId: taskId(1) }), 10);
  assert.equal(await tokens({ sessionId: sessionId(1) }), 100);
  assert.equal(await tokens({ before: new Date(minute(2)) }), 10);
  assert.equal(await tokens({ agentId: agentId(9) }), 0);
});

databases.test("usage of days is told apart by model, agent and session", async (database) => {
  const used = (usd: number) => ({ ...NO_USAGE, cost_usd: usd });
  const events = [1, 2, 3].map((n) => ({
    type: "usage.recorded" as const,
    seq: n,
    at: n < 3 ? minute(n) : "2026-01-03T23:59:59.999Z",
    agent_id: agentId(n === 1 ? 1 : 2),
    ...(n === 2 && { session_id: sessionId(1) }),
    data: {
      usage: used(n),
      duration_ms: 5,
      ...(n > 1 && { models: { opus: used(n - 0.5), haiku: used(0.5) } }),
    },
  }));
  await upsertSessions(database, [sampleSession(1, { name: "Search" })]);
  await upsertAgents(database, [sampleAgent(1, { name: "Ann" })]);
  await addUsageDays(database, events.slice(0, 2));
  await addUsageDays(database, events.slice(2));
  const span = { from: "2026-01-02", to: "2026-01-03" };
  const report = (by: UsageGrouping, days = span) =>
    readUsageDays(database, { ...days, by });

  const models = await report("model");
  const agents = await report("agent");
  const sessions = await report("session");
  const second = await report("model", { ...span, from: span.to });

  const groupsOf = ({ groups }: UsageReport) =>
    groups.map(({ name, usage, turns }) => [name, usage.cost_usd, turns]);
  // A turn counts for the model that was named first.
  assert.deepEqual(groupsOf(models), [
    ["opus", 4, 2],
    ["sonnet", 1, 1],
    ["haiku", 1, 0],
  ]);
  assert.deepEqual(groupsOf(agents), [[null, 5, 2], ["Ann", 1, 1]]);
  assert.deepEqual(groupsOf(sessions), [[null, 4, 2], ["Search", 2, 1]]);
  assert.deepEqual(
    models.days.map(({ day, usage, turns }) => [day, usage.cost_usd, turns]),
    [["2026-01-02", 3, 2], ["2026-01-03", 3, 1]],
  );
  assert.equal(second.total.usage.cost_usd, 3);
});

databases.test("sessions are listed and found by status", async (database) => {
  const sessions = [
    sampleSession(1),
    sampleSession(2, { state: { status: "archived", since: AT } }),
    sampleSession(3),
  ];
  await upsertSessions(database, sessions);

  const pages = await allPages(
    (range) => listSessions(database, range),
    ({ name }) => name,
  );
  const archived = await listSessions(database, {
    status: "archived",
    limit: 9,
  });

  assert.deepEqual(pages, [["Work 3", "Work 2"], ["Work 1"]]);
  assert.deepEqual(archived, { items: [sessions[1]], next: null });
});

databases.test("a task with parts comes back with all that ties them, whatever comes first", async (database) => {
  await upsertAgents(database, [sampleAgent(1)]);
  const whole = sampleTask(9, 1, {
    mode: "handoff",
    handoff_id: handoffId(1),
    tree_usage: { ...NO_USAGE, output_tokens: 7, cost_usd: 0.5 },
  });
  const part = (n: number, changes: Partial<Task> = {}) =>
    sampleTask(n, 1, {
      parent_id: whole.id,
      part: `part-${n}`,
      requires: ["python", "review"],
      max_attempts: 5,
      created_at: minute(n),
      ...changes,
    });
  const first = part(1, { agent_id: null, pinned: false });
  const second = part(2, {
    state: {
      status: "in_review",
      since: AT,
      result: { output: shortText("done"), duration_ms: 5, turns: 2 },
    },
    feedback: "shorter",
  });
  const third = part(3, {
    state: { status: "blocked", since: AT },
    depends_on: [second.id, first.id],
  });
  const tasks = [third, second, first, whole];

  for (let time = 0; time < 2; time++) {
    await upsertTasks(database, tasks);
    await insertDependencies(database, tasks);
  }

  const parts = await listTasks(database, { parentTaskId: whole.id, limit: 9 });
  assert.deepEqual(parts.items, [third, second, first]);
  assert.deepEqual(await findTask(database, whole.id), whole);
});

databases.test("what a task refers to is left out where the history does not have it", async (database) => {
  const task = sampleTask(2, 1, {
    parent_id: taskId(1),
    depends_on: [taskId(8)],
  });

  await upsertTasks(database, [task]);
  await insertDependencies(database, [task]);

  assert.deepEqual(await findTask(database, task.id), {
    ...task,
    agent_id: null,
    parent_id: null,
    depends_on: [],
  });
});

databases.test("hand-offs come back as they were and are found by task, manager and state", async (database) => {
  await upsertAgents(database, [sampleAgent(1), sampleAgent(2)]);
  const tasks = [sampleTask(1, 1), sampleTask(2, 2)];
  await upsertTasks(database, tasks);
  const [begun, ended, other] = [
    sampleHandoff(1, tasks[0]!, { created_at: minute(1) }),
    sampleHandoff(1, tasks[0]!, {
      created_at: minute(1),
      state: {
        status: "failed",
        since: minute(7),
        step: "analyzing",
        failure: { kind: "no_answer", message: "silence" },
      },
      requirements: { text: "begins", length: 50_000, blob: "b1" },
      parts: [{
        key: "api",
        title: "The API",
        description: shortText("Do it"),
        depends_on: ["db"],
        requires: ["python"],
        agent_id: agentId(2),
        instructions: shortText("exactly so"),
        task_id: taskId(7),
        review: { verdict: "sent_back", reason: "no tests", at: AT },
        sent_back: 1,
      }],
      prompts: [{
        step: "analyzing",
        reason: "first",
        message_uuid: someId(1),
        token: 5,
        offered_at: AT,
        started_at: AT,
        ended_at: null,
        accepted_at: null,
      }],
      result: { output: shortText("half of it"), succeeded: false },
      updated_seq: 9,
    }),
    sampleHandoff(2, tasks[1]!, { created_at: minute(2) }),
  ] as const;

  await upsertHandoffs(database, [begun, ended, other]);
  await upsertHandoffs(database, [begun]);

  assert.deepEqual(await findHandoff(database, handoffId(1)), ended);
  const found = async (filter: Partial<Parameters<typeof listHandoffs>[1]>) =>
    (await listHandoffs(database, { limit: 9, ...filter })).items;
  assert.deepEqual(await found({}), [other, ended]);
  assert.deepEqual(await found({ taskId: taskId(1) }), [ended]);
  assert.deepEqual(await found({ managerId: agentId(2) }), [other]);
  assert.deepEqual(await found({ status: "analyzing" }), [other]);
});

databases.test("messages are listed for those who sent or got them, each once", async (database) => {
  await upsertAgents(database, [1, 2, 3].map((n) => sampleAgent(n)));
  await upsertTasks(database, [sampleTask(1, 1)]);
  const message = (
    n: number,
    from: AgentId | null,
    to: AgentId,
    changes: Partial<Message> = {},
  ) =>
    sampleMessage(n, from, to, {
      created_at: minute(n),
      caused_by: n,
      ...changes,
    });
  const messages = [
    message(1, agentId(1), agentId(2), { kind: "question", urgent: true }),
    message(2, agentId(2), agentId(1), {
      kind: "answer",
      in_reply_to: messageId(1),
      hops: 2,
      task_id: taskId(1),
    }),
    message(3, null, agentId(3)),
    message(4, agentId(2), agentId(2), {
      delivery: {
        status: "superseded",
        since: AT,
        by: messageId(3),
        reason: "a newer one came",
      },
    }),
  ];
  const delivered = message(1, agentId(1), agentId(2), {
    kind: "question",
    urgent: true,
    delivery: {
      status: "delivered",
      since: minute(6),
      turn: 3,
      message_uuid: someId(1),
    },
    answered_at: minute(7),
    updated_seq: 9,
  });

  await upsertCommunications(database, [...messages, delivered]);
  await upsertCommunications(database, messages);

  const [, answer, fromPerson, toItself] = messages;
  const pages = (filter: Partial<Parameters<typeof listCommunications>[1]>) =>
    allPages(
      (range) => listCommunications(database, { ...filter, ...range }),
      (each) => each,
    );
  assert.deepEqual(await pages({}), [
    [toItself, fromPerson],
    [answer, delivered],
  ]);
  assert.deepEqual(await pages({ agentId: agentId(2) }), [
    [toItself, answer],
    [delivered],
  ]);
  assert.deepEqual(await pages({ taskId: taskId(1) }), [[answer]]);
  assert.deepEqual(await pages({ kind: "answer" }), [[answer]]);
  assert.deepEqual(await pages({ delivery: "delivered" }), [[delivered]]);
  assert.deepEqual(await pages({ agentId: agentId(2), text: "MESSAGE 2" }), [
    [answer],
  ]);
  assert.deepEqual(await pages({ agentId: agentId(3), taskId: taskId(1) }), [
    [],
  ]);
  assert.deepEqual(await findCommunication(database, messageId(1)), delivered);
});

databases.test("approvals are listed, in every state, and change with their decision alone", async (database) => {
  await upsertAgents(database, [sampleAgent(1)]);
  await upsertTasks(database, [sampleTask(1, 1)]);
  const states: readonly ApprovalState[] = [
    { status: "pending", since: minute(1) },
    { ...ALLOWED, scope: "always", answers: { "Which?": "this" } },
    {
      status: "denied",
      since: AT,
      by: { kind: "rule", rule_id: someId(4) },
      note: "no",
    },
    { status: "expired", since: AT },
    { status: "withdrawn", since: AT, reason: "it ended" },
  ];
  const approvals = states.map((state, n) =>
    sampleApproval(n, agentId(1), {
      state,
      created_at: minute(n),
      task_id: n === 1 ? taskId(1) : null,
      kind: n === 1 ? "question" : "permission",
      tool: n === 4 ? "Edit" : "Bash",
      blocked_path: n === 2 ? "/etc" : null,
      delivered_at: n === 2 ? minute(9) : null,
      updated_seq: 5,
    })
  );
  const asked = approvals.map((approval) => ({
    ...approval,
    state: { status: "pending" as const, since: AT },
    updated_seq: 4,
  }));

  await upsertApprovals(database, asked);
  await upsertApprovals(database, approvals);
  await upsertApprovals(database, asked);

  const found = async (filter: Partial<Parameters<typeof listApprovals>[1]>) =>
    (await listApprovals(database, { limit: 9, ...filter })).items;
  assert.deepEqual(await found({}), approvals.toReversed());
  assert.deepEqual(await found({ status: "pending" }), [approvals[0]]);
  assert.deepEqual(await found({ taskId: taskId(1) }), [approvals[1]]);
  assert.deepEqual(await found({ tool: "Edit" }), [approvals[4]]);
  assert.deepEqual(await found({ agentId: agentId(2) }), []);
  assert.deepEqual(await findApproval(database, approvalId(2)), approvals[2]);
});

databases.test("the audit log is found by who did it and to what", async (database) => {
  const entry = (n: number): AuditRecord => ({
    id: someId(n),
    at: minute(n),
    actor: n === 1 ? "user:1" : "server",
    action: n === 2 ? "task.retried" : "agent.terminate",
    target_type: n === 3 ? null : "agent",
    target_id: n === 3 ? null : agentId(n),
    outcome: "refused",
    data: { n },
  });
  const entries = [1, 2, 3].map(entry);
  await insertAudit(database, entries);
  await insertAudit(database, entries);

  const pages = await allPages(
    (range) => listAudit(database, range),
    (each) => each,
  );
  const byActor = await listAudit(database, { actor: "user:1", limit: 9 });
  const target = { type: "agent", id: agentId(2) };
  const byTarget = await listAudit(database, { target, limit: 9 });
  const byKind = await listAudit(database, {
    target: { type: "agent" },
    limit: 9,
  });
  const byAction = await listAudit(database, {
    action: "task.retried",
    limit: 9,
  });

  assert.deepEqual(pages, [[entries[2], entries[1]], [entries[0]]]);
  assert.deepEqual(byActor.items, [entries[0]]);
  assert.deepEqual(byTarget.items, [entries[1]]);
  assert.deepEqual(byKind.items, [entries[1], entries[0]]);
  assert.deepEqual(byAction.items, [entries[1]]);
});

databases.test("a cursor that the list did not make is refused", async (database) => {
  const lists = [
    (cursor: string) => listAgents(database, { limit: 1, cursor }),
    (cursor: string) => listTasks(database, { limit: 1, cursor }),
    (cursor: string) => listSessions(database, { limit: 1, cursor }),
    (cursor: string) => listEvents(database, { limit: 1, cursor }),
    (cursor: string) =>
      listAttempts(database, { agentId: agentId(1), limit: 1, cursor }),
  ];

  for (const cursor of ["", "nonsense", "WyJ4Il0", "WzEsMiwzXQ"]) {
    for (const list of lists) {
      await assert.rejects(list(cursor), {
        code: "bad_cursor",
        message: `Cannot continue the list at "${cursor}"`,
      });
    }
  }
});
