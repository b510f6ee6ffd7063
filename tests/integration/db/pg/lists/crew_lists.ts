import { strict as assert } from "node:assert";
import { upsertAgents } from "@/db/pg/agents.ts";
import {
  findApproval,
  listApprovals,
  upsertApprovals,
} from "@/db/pg/approvals.ts";
import { insertAudit, listAudit } from "@/db/pg/audit.ts";
import {
  findCommunication,
  listCommunications,
  upsertCommunications,
} from "@/db/pg/communications.ts";
import { findHandoff, listHandoffs, upsertHandoffs } from "@/db/pg/handoffs.ts";
import { upsertTasks } from "@/db/pg/tasks.ts";
import type { ApprovalState } from "@/domain/approval.ts";
import type { AuditRecord } from "@/domain/audit.ts";
import type { AgentId } from "@/domain/ids.ts";
import { shortText } from "@/domain/long_text.ts";
import type { Message } from "@/domain/message.ts";
import {
  agentId,
  AT,
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
import type { TestDatabases } from "@/tests/helpers/pg_databases.ts";
import { allPages, minute } from "@/tests/helpers/list_pages.ts";

/** How hand-offs, messages, approvals and the audit log are found. */
export function crewLists(databases: TestDatabases): void {
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
    assert.deepEqual(
      await findCommunication(database, messageId(1)),
      delivered,
    );
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

    const found = async (
      filter: Partial<Parameters<typeof listApprovals>[1]>,
    ) => (await listApprovals(database, { limit: 9, ...filter })).items;
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
}
