import { strict as assert } from "node:assert";
import type { EventDraft } from "@/domain/event.ts";
import {
  KEPT_CARRIED_MESSAGES,
  KEPT_ENDED_HANDOFFS,
  KEPT_ENDED_TASKS,
  KEPT_SETTLED_APPROVALS,
} from "@/domain/fleet_collections.ts";
import { RuleId, type TaskId } from "@/domain/ids.ts";
import type { Task } from "@/domain/task.ts";
import {
  agentId,
  createdDrafts,
  sampleAgent,
  sampleTask,
  someId,
  taskId,
} from "@/tests/helpers/fleet.ts";
import { openStore, openWriter } from "@/tests/helpers/live_store.ts";
import {
  ALLOWED,
  approvalDraft,
  approvalId,
  handoffDraft,
  handoffId,
  messageDraft,
  messageId,
  sampleApproval,
  sampleHandoff,
  sampleMessage,
  sampleRule,
  sampleTemplate,
} from "@/tests/helpers/managed_work.ts";

const PERSON = { kind: "person" } as const;
const BROKEN = { kind: "unknown", message: "it broke" } as const;

const cancelled = (id: TaskId): EventDraft => ({
  type: "task.cancelled",
  task_id: id,
  data: { reason: "asked" },
});

Deno.test("what waits is read back, however much ended after it", async () => {
  using open = await openStore();
  const writer = await openWriter(open.store);
  const task = sampleTask(0, 1);
  const more = (count: number, drafts: (n: number) => EventDraft[]) =>
    Array.from({ length: count + 5 }, (_, i) => drafts(i + 1)).flat();
  await writer.append([
    ...createdDrafts(sampleAgent(1), task),
    handoffDraft(sampleHandoff(0, task)),
    messageDraft(sampleMessage(0, null, agentId(1))),
    approvalDraft(sampleApproval(0, agentId(1))),
  ]);
  await writer.append(more(KEPT_ENDED_HANDOFFS, (n) => [
    handoffDraft(sampleHandoff(n, task)),
    {
      type: "handoff.failed",
      agent_id: agentId(1),
      task_id: task.id,
      handoff_id: handoffId(n),
      data: { failure: BROKEN },
    },
  ]));
  await writer.append(more(KEPT_CARRIED_MESSAGES, (n) => [
    messageDraft(sampleMessage(n, null, agentId(1))),
    {
      type: "message.delivered",
      agent_id: agentId(1),
      message_id: messageId(n),
      data: { turn: n, message_uuid: someId(n) },
    },
  ]));
  await writer.append(more(KEPT_SETTLED_APPROVALS, (n) => [
    approvalDraft(sampleApproval(n, agentId(1))),
    {
      type: "approval.decided",
      agent_id: agentId(1),
      approval_id: approvalId(n),
      data: {
        state: { status: "withdrawn", since: ALLOWED.since, reason: "over" },
      },
    },
  ]));

  const fleet = await open.again().load();

  assert.deepEqual(fleet, writer.committed);
  assert.equal(fleet.handoffs[handoffId(0)]?.state.status, "analyzing");
  assert.equal(fleet.messages[messageId(0)]?.delivery.status, "queued");
  assert.equal(fleet.approvals[approvalId(0)]?.state.status, "pending");
  assert.equal(Object.keys(fleet.handoffs).length, KEPT_ENDED_HANDOFFS + 1);
});

Deno.test("ended tasks that open ones need are read back, however old they are", async () => {
  using open = await openStore();
  const writer = await openWriter(open.store);
  const ended = [0, 1, 2].map((n) => sampleTask(n, 1));
  const part = (n: number, changes: Partial<Task> = {}) =>
    sampleTask(n, 1, { parent_id: taskId(1), ...changes });
  const many = Array.from(
    { length: KEPT_ENDED_TASKS },
    (_, i) => sampleTask(100 + i, 1),
  );
  await writer.append([
    ...createdDrafts(sampleAgent(1), ...ended, part(3)),
    ...[0, 1, 2, 3].map((n) => cancelled(taskId(n))),
  ]);
  await writer.append([
    ...createdDrafts(sampleAgent(1), ...many).slice(1),
    ...many.map(({ id }) => cancelled(id)),
    ...createdDrafts(
      sampleAgent(1),
      part(900, { depends_on: [taskId(2)] }),
    ).slice(1),
  ]);

  const { tasks } = await open.again().load();

  const old = Object.keys(tasks).filter((id) => id < taskId(100)).toSorted();
  assert.deepEqual(old, [1, 2, 3].map(taskId));
});

Deno.test("rules, templates and the queue are read back until they are removed", async () => {
  using open = await openStore();
  const writer = await openWriter(open.store);
  const rule = (n: number): EventDraft => {
    const rule_id = RuleId.parse(someId(n));
    const data = { rule: sampleRule(rule_id) };
    return { type: "rule.created", rule_id, data };
  };
  const template = (id: string): EventDraft => ({
    type: "template.saved",
    template_id: id,
    data: { template: sampleTemplate(id), by: PERSON },
  });
  await writer.append([
    rule(1),
    rule(2),
    template("reviewer"),
    template("tester"),
    { type: "queue.paused", data: { by: PERSON, reason: "lunch" } },
  ]);
  const before = await open.again().load();

  await writer.append([
    {
      type: "rule.removed",
      rule_id: RuleId.parse(someId(1)),
      data: { by: PERSON },
    },
    {
      type: "template.removed",
      template_id: "tester",
      data: { by: PERSON },
    },
    { type: "queue.resumed", data: { by: PERSON } },
  ]);
  const after = await open.again().load();

  assert.deepEqual(Object.keys(before.rules).length, 2);
  assert.equal(before.queue.paused?.reason, "lunch");
  assert.deepEqual(after, writer.committed);
  assert.deepEqual(Object.keys(after.rules), [someId(2)]);
  assert.deepEqual(Object.keys(after.templates), ["reviewer"]);
  assert.equal(after.queue.paused, null);
});
