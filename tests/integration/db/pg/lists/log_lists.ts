import { strict as assert } from "node:assert";
import { upsertAgents } from "@/db/pg/agents.ts";
import { insertEvents, listEvents } from "@/db/pg/events.ts";
import { upsertSessions } from "@/db/pg/sessions.ts";
import { insertEntries, readTranscript } from "@/db/pg/transcripts.ts";
import { addUsageDays, readUsageDays } from "@/db/pg/usage_days.ts";
import { insertUsage, sumUsage } from "@/db/pg/usage_records.ts";
import { shortText } from "@/domain/long_text.ts";
import type { UsageGrouping, UsageReport } from "@/domain/usage_report.ts";
import { NO_USAGE } from "@/domain/usage_sum.ts";
import {
  agentId,
  AT,
  placed,
  sampleAgent,
  sessionId,
  taskId,
} from "@/tests/helpers/fleet.ts";
import {
  approvalId,
  handoffId,
  messageId,
} from "@/tests/helpers/managed_work.ts";
import type { TestDatabases } from "@/tests/helpers/pg_databases.ts";
import { allPages, minute, sessionOf } from "@/tests/helpers/list_pages.ts";

/** How what happened is found: events, transcripts and use. */
export function logLists(databases: TestDatabases): void {
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
    await upsertSessions(database, [sessionOf(1, { name: "Search" })]);
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
}
