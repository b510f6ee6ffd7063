import { strict as assert } from "node:assert";
import { keys } from "@/db/kv/keys.ts";
import { EMPTY_FLEET, type Fleet } from "@/domain/fleet.ts";
import type { EventDraft } from "@/domain/event.ts";
import { retireManaged } from "@/orchestrator/retention/retire_managed.ts";
import {
  agentId,
  AT,
  createdDrafts,
  sampleAgent,
  sampleTask,
  someId,
} from "@/tests/helpers/fleet.ts";
import { incidentId } from "@/orchestrator/recovery/incident_id.ts";
import { raised } from "@/tests/helpers/incidents.ts";
import { openStore, openWriter } from "@/tests/helpers/live_store.ts";
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

const LATER_MS = Date.parse(AT) + 1;
const ALL = { beforeSeq: 1_000, beforeMs: LATER_MS };
const NONE = {
  handoffs: 0,
  agent_communications: 0,
  approvals: 0,
  incidents: 0,
};
const LONG = { text: "begins", length: 20_000, blob: "blob-1" };

/** Of each kind one record that is over, of a task, and one that is not. */
const whole = sampleTask(1, 1);
const [OVER_INCIDENT, OPEN_INCIDENT] = [
  incidentId(AT, 1),
  incidentId(AT, 2),
];
const DRAFTS: readonly EventDraft[] = [
  ...createdDrafts(sampleAgent(1), whole),
  handoffDraft(sampleHandoff(1, whole, { requirements: LONG })),
  {
    type: "handoff.failed",
    agent_id: agentId(1),
    task_id: whole.id,
    handoff_id: handoffId(1),
    data: { failure: { kind: "no_answer", message: "silence" } },
  },
  handoffDraft(sampleHandoff(2, whole)),
  raised(OVER_INCIDENT, "network", { task_id: whole.id }),
  {
    type: "error.recovered",
    incident_id: OVER_INCIDENT,
    data: { words: "work is done again" },
  },
  raised(OPEN_INCIDENT, "crashed", { task_id: whole.id }),
  ...[1, 2].map((n) =>
    messageDraft(
      sampleMessage(n, agentId(2), agentId(1), { task_id: whole.id }),
    )
  ),
  {
    type: "message.delivered",
    agent_id: agentId(1),
    message_id: messageId(1),
    data: { turn: 1, message_uuid: someId(1) },
  },
  ...[1, 2].map((n) =>
    approvalDraft(sampleApproval(n, agentId(1), { task_id: whole.id }))
  ),
  {
    type: "approval.decided",
    agent_id: agentId(1),
    approval_id: approvalId(1),
    data: { state: { status: "withdrawn", since: AT, reason: "it ended" } },
  },
];

/** A store with these records, whose task has left unless the test says no. */
async function rig(taskIsThere = false) {
  const { store, kv } = await openStore();
  const writer = await openWriter(store);
  await writer.append(DRAFTS);
  await store.saveText("blob-1", "the whole text");
  if (!taskIsThere) await kv.delete(keys.task(whole.id));
  const count = async () => {
    let found = 0;
    for (
      const prefix of ["handoff", "message", "approval"].flatMap((kind) => [
        [kind],
        [`${kind}_of_task`],
        [`${kind}_of_agent`],
      ])
    ) {
      for await (const _ of kv.list({ prefix })) found++;
    }
    return found;
  };
  const run = (
    changes: {
      fleet?: Fleet;
      limit?: typeof ALL;
      kept?: boolean;
    } = {},
  ) =>
    retireManaged(
      {
        store,
        fleet: () => changes.fleet ?? EMPTY_FLEET,
        rest: () => Promise.resolve(true),
      },
      {
        kept: (_, records) =>
          Promise.resolve(
            new Set(changes.kept === false ? [] : records.map(({ id }) => id)),
          ),
      },
      changes.limit ?? ALL,
    );
  return {
    store,
    writer,
    count,
    run,
    [Symbol.dispose]: () => kv.close(),
  };
}

Deno.test("hand-offs, messages, approvals and incidents that are over leave with their lists and texts", async () => {
  using it = await rig();
  const before = await it.count();

  const removed = await it.run();
  while ((await it.store.sweepRetired()).texts > 0);

  assert.deepEqual(removed, {
    handoffs: 1,
    agent_communications: 1,
    approvals: 1,
    incidents: 1,
  });
  // Half of them, with everything that pointed to them.
  assert.equal(await it.count(), before / 2);
  const { store } = it;
  assert.equal(await store.readHandoff(handoffId(1)), undefined);
  assert.equal(await store.readText("blob-1"), "");
  const left = [
    await store.listHandoffs({ taskId: whole.id, limit: 9 }),
    await store.listMessages({ agentId: agentId(2), limit: 9 }),
    await store.listApprovals({ agentId: agentId(1), limit: 9 }),
  ].map(({ items }) => items.map(({ id }) => id));
  assert.deepEqual(left, [[handoffId(2)], [messageId(2)], [approvalId(2)]]);
  assert.deepEqual(
    (await store.listIncidents({ limit: 9 })).items.map(({ id }) => id),
    [OPEN_INCIDENT],
  );
  assert.deepEqual(await it.run(), NONE);
});

for (
  const [why, taskIsThere, changes] of [
    ["their task is there", true, {}],
    ["they are young", false, {
      limit: { ...ALL, beforeMs: Date.parse(AT) },
    }],
    ["the log may speak of them", false, { limit: { ...ALL, beforeSeq: 1 } }],
    ["the history lacks them", false, { kept: false }],
  ] as const
) {
  Deno.test(`hand-offs, messages and approvals stay while ${why}`, async () => {
    using it = await rig(taskIsThere);
    const before = await it.count();

    const removed = await it.run(changes);

    assert.deepEqual(removed, NONE);
    assert.equal(await it.count(), before);
  });
}

Deno.test("hand-offs, messages and approvals that are in memory stay", async () => {
  using it = await rig();

  const removed = await it.run({ fleet: it.writer.committed });

  assert.deepEqual(removed, NONE);
});
