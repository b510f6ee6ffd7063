import { strict as assert } from "node:assert";
import { keys } from "@/db/kv/keys.ts";
import type { EventDraft } from "@/domain/event.ts";
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
} from "@/tests/helpers/managed_work.ts";

const PERSON = { kind: "person" } as const;
const BROKEN = { kind: "unknown", message: "it broke" } as const;

/** Everything that stands under a prefix, as the last word of its key. */
async function idsUnder(kv: Deno.Kv, prefix: Deno.KvKey): Promise<unknown[]> {
  const ids: unknown[] = [];
  for await (const { key } of kv.list({ prefix })) ids.push(key.at(-1));
  return ids;
}

Deno.test("a task stands in the list of the agent that has it, and in no other", async () => {
  using open = await openStore();
  const writer = await openWriter(open.store);
  const reassigned = (to: number | null): EventDraft => ({
    type: "task.reassigned",
    task_id: taskId(1),
    data: { to: to === null ? null : agentId(to), by: PERSON },
  });
  const lists = async () =>
    await Promise.all(
      [1, 2, 3].map((n) => idsUnder(open.kv, keys.tasksOfAgent(agentId(n)))),
    );
  await writer.append([
    ...[1, 2, 3].flatMap((n) => createdDrafts(sampleAgent(n))),
    ...createdDrafts(sampleAgent(1), sampleTask(1, 1)).slice(1),
  ]);
  const seen = [await lists()];

  await writer.append([reassigned(2)]);
  seen.push(await lists());
  // Both in one commit.
  await writer.append([reassigned(3), reassigned(1)]);
  seen.push(await lists());
  await writer.append([reassigned(null)]);
  seen.push(await lists());
  await writer.append([{
    type: "task.assigned",
    agent_id: agentId(3),
    task_id: taskId(1),
    data: { attempt: 1, message_uuid: someId(1) },
  }]);
  seen.push(await lists());

  const it = [taskId(1)];
  assert.deepEqual(seen, [
    [it, [], []],
    [[], it, []],
    [it, [], []],
    [[], [], []],
    [[], [], it],
  ]);
});

Deno.test("parts are listed by their parent, newest first", async () => {
  using open = await openStore();
  const writer = await openWriter(open.store);
  const part = (n: number) => sampleTask(n, 1, { parent_id: taskId(1) });
  await writer.append(
    createdDrafts(
      sampleAgent(1),
      sampleTask(1, 1),
      part(2),
      part(3),
      sampleTask(4, 1),
    ),
  );

  const { items } = await open.store.listTasks({
    parentId: taskId(1),
    limit: 9,
  });

  assert.deepEqual(items.map(({ id }) => id), [3, 2].map(taskId));
});

Deno.test("hand-offs are found by task and state, also the ended ones", async () => {
  using open = await openStore();
  const writer = await openWriter(open.store);
  const tasks = [sampleTask(1, 1), sampleTask(2, 1)] as const;
  await writer.append([
    ...createdDrafts(sampleAgent(1), ...tasks),
    handoffDraft(sampleHandoff(1, tasks[0])),
    {
      type: "handoff.failed",
      agent_id: agentId(1),
      task_id: taskId(1),
      handoff_id: handoffId(1),
      data: { failure: BROKEN },
    },
    handoffDraft(sampleHandoff(2, tasks[0])),
    handoffDraft(sampleHandoff(3, tasks[1])),
  ]);
  const ids = async (filter: object) =>
    (await open.store.listHandoffs({ limit: 9, ...filter })).items
      .map(({ id }) => id);

  assert.deepEqual(await ids({}), [3, 2, 1].map(handoffId));
  assert.deepEqual(await ids({ taskId: taskId(1) }), [2, 1].map(handoffId));
  assert.deepEqual(await ids({ status: "failed" }), [handoffId(1)]);
  const stored = await open.store.readHandoff(handoffId(1));
  assert.deepEqual(stored, writer.committed.handoffs[handoffId(1)]);
  assert.equal(await open.store.readHandoff(handoffId(9)), undefined);
});

Deno.test("messages are listed for their sender, their receiver and their task, page by page", async () => {
  using open = await openStore();
  const writer = await openWriter(open.store);
  await writer.append([
    ...createdDrafts(sampleAgent(1), sampleTask(1, 1)),
    ...[2, 3].flatMap((n) => createdDrafts(sampleAgent(n))),
    messageDraft(sampleMessage(1, agentId(1), agentId(2))),
    messageDraft(sampleMessage(2, agentId(2), agentId(3))),
    messageDraft(sampleMessage(3, null, agentId(2), { task_id: taskId(1) })),
    messageDraft(sampleMessage(4, agentId(3), agentId(1))),
  ]);
  const page = async (filter: object) => {
    const { items, next } = await open.store.listMessages({
      limit: 2,
      ...filter,
    });
    return [items.map(({ id }) => id), next];
  };

  const first = await page({ agentId: agentId(2) });
  assert.deepEqual(first, [[3, 2].map(messageId), messageId(2)]);
  assert.deepEqual(
    await page({ agentId: agentId(2), cursor: messageId(2) }),
    [[messageId(1)], null],
  );
  assert.deepEqual(await page({ taskId: taskId(1) }), [[messageId(3)], null]);
  assert.deepEqual(
    await page({ taskId: taskId(1), agentId: agentId(1) }),
    [[], null],
  );
  assert.deepEqual(await page({}), [[4, 3].map(messageId), messageId(3)]);
});

Deno.test("approvals are listed by age, agent, task and state", async () => {
  using open = await openStore();
  const writer = await openWriter(open.store);
  const decided = (n: number): EventDraft => ({
    type: "approval.decided",
    agent_id: agentId(1),
    approval_id: approvalId(n),
    data: { state: ALLOWED },
  });
  await writer.append([
    ...createdDrafts(sampleAgent(1), sampleTask(1, 1)),
    ...createdDrafts(sampleAgent(2)),
    approvalDraft(sampleApproval(1, agentId(1), { task_id: taskId(1) })),
    approvalDraft(sampleApproval(2, agentId(1))),
    approvalDraft(sampleApproval(3, agentId(2))),
    decided(1),
  ]);
  const ids = async (filter: object) =>
    (await open.store.listApprovals({ limit: 9, ...filter })).items
      .map(({ id }) => id);

  assert.deepEqual(await ids({}), [3, 2, 1].map(approvalId));
  assert.deepEqual(await ids({ limit: 1, cursor: approvalId(3) }), [
    approvalId(2),
  ]);
  assert.deepEqual(await ids({ agentId: agentId(1) }), [2, 1].map(approvalId));
  assert.deepEqual(await ids({ taskId: taskId(1) }), [approvalId(1)]);
  assert.deepEqual(await ids({ status: "pending" }), [3, 2].map(approvalId));
  assert.deepEqual(await ids({ status: "allowed" }), [approvalId(1)]);
  assert.deepEqual(
    await ids({ status: "pending", agentId: agentId(2) }),
    [approvalId(3)],
  );
});
