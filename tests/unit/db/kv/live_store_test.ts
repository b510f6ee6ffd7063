import { strict as assert } from "node:assert";
import fc from "fast-check";
import { WriterConflict } from "@/db/kv/commit.ts";
import { keys } from "@/db/kv/keys.ts";
import { CorruptRecord } from "@/db/kv/parse.ts";
import type { EventDraft } from "@/domain/event.ts";
import { applyEvent, EMPTY_FLEET, type Fleet } from "@/domain/fleet.ts";
import { KEPT_ENDED_TASKS } from "@/domain/fleet_collections.ts";
import { StoreUnavailable } from "@/orchestrator/event_writer.ts";
import {
  agentId,
  createdDrafts,
  fleetAfter,
  placed,
  sampleAgent,
  sampleTask,
  taskId,
} from "@/tests/helpers/fleet.ts";
import {
  anyManagedCommands,
  draftsOf,
} from "@/tests/helpers/fleet_commands.ts";
import {
  batchWith,
  openStore,
  openWriter,
} from "@/tests/helpers/live_store.ts";

const STOPPED: EventDraft = { type: "server.stopped", data: {} };

Deno.test("an empty store has an empty fleet and takes the first commit", async () => {
  using open = await openStore();
  const writer = await openWriter(open.store);

  assert.deepEqual(writer.head, EMPTY_FLEET);
  await writer.append([STOPPED]);

  assert.equal((await open.again().load()).seq, 1);
});

Deno.test("what is read back is what the log tells, after any course of events", async () => {
  await fc.assert(
    fc.asyncProperty(anyManagedCommands, async (commands) => {
      using open = await openStore();
      const writer = await openWriter(open.store);
      for (const command of commands) {
        // Not awaited, so that commits are grouped.
        void writer.append(draftsOf(writer.head, command));
      }
      await writer.drained();

      const read = await open.again().load();

      const events = await open.store.readEvents(0, 10_000);
      assert.deepEqual(
        events.map(({ seq }) => seq),
        [
          ...Array(writer.head.seq).keys(),
        ].map((i) => i + 1),
      );
      assert.deepEqual(read, events.reduce(applyEvent, EMPTY_FLEET));
      assert.deepEqual(read, writer.committed);
      for (const agent of Object.values(read.agents)) {
        const entries = await open.store.readTranscript(agent.id, {
          limit: 1_000,
        });
        assert.deepEqual(
          entries.map(({ n }) => n),
          [...Array(agent.transcript_length).keys()],
        );
      }
    }),
    { numRuns: 40 },
  );
});

Deno.test("of many tasks all open ones are read back, however old, and the newest of the others", async () => {
  using open = await openStore();
  const writer = await openWriter(open.store);
  const numbers = Array.from({ length: KEPT_ENDED_TASKS + 50 }, (_, n) => n);
  const tasks = numbers.map((n) => sampleTask(n, 1));
  await writer.append(createdDrafts(sampleAgent(1), ...tasks));
  await writer.append(
    numbers.slice(10).map((n): EventDraft => ({
      type: "task.cancelled",
      agent_id: agentId(1),
      task_id: taskId(n),
      data: { reason: "asked" },
    })),
  );

  const read = await open.again().load();

  const kept = [...numbers.slice(0, 10), ...numbers.slice(-KEPT_ENDED_TASKS)];
  assert.deepEqual(Object.keys(read.tasks).sort(), kept.map(taskId).sort());
  assert.equal(read.tasks[taskId(0)]?.state.status, "pending");
  assert.deepEqual(read.agents, writer.committed.agents);
  assert.equal(
    (await open.store.readTask(taskId(15)))?.state.status,
    "cancelled",
  );
});

Deno.test("of two writers on one store the second one's commits are refused as a conflict", async () => {
  using open = await openStore();
  const [first, second] = [
    await openWriter(open.store),
    await openWriter(open.again()),
  ];
  await first.append(createdDrafts(sampleAgent(1)));

  const refused = second.append(createdDrafts(sampleAgent(2)));

  await assert.rejects(refused, (error) => {
    assert.ok(error instanceof StoreUnavailable);
    assert.ok(error.cause instanceof WriterConflict);
    assert.equal(error.cause.code, "writer_conflict");
    return true;
  });
  await first.append([STOPPED]);
  const { seq, agents } = await open.again().load();
  assert.deepEqual([seq, Object.keys(agents)], [2, [agentId(1)]]);
});

Deno.test("a commit without events is a mistake of the caller", async () => {
  using open = await openStore();

  await assert.rejects(
    open.store.commit(batchWith({ events: [] })),
    TypeError,
  );
});

Deno.test("events are read after a number, oldest first, up to a limit", async () => {
  using open = await openStore();
  const writer = await openWriter(open.store);
  await writer.append(Array(12).fill(STOPPED));
  const seqs = async (after: number, limit: number) =>
    (await open.store.readEvents(after, limit)).map(({ seq }) => seq);

  assert.deepEqual(await seqs(0, 3), [1, 2, 3]);
  assert.deepEqual(await seqs(9, 100), [10, 11, 12]);
  assert.deepEqual(await seqs(12, 100), []);
});

Deno.test("a task is found under the caller's own id, and nothing under others", async () => {
  using open = await openStore();
  const writer = await openWriter(open.store);
  const task = sampleTask(1, 1, { external_id: "job-1" });
  await writer.append(createdDrafts(sampleAgent(1), task));

  const { store } = open;
  const found = await store.readTaskByExternalId("job-1");

  assert.deepEqual(found, writer.committed.tasks[task.id]);
  assert.deepEqual(await store.readTask(task.id), found);
  assert.equal(await store.readTaskByExternalId("job-2"), undefined);
  assert.equal(await store.readTask(taskId(2)), undefined);
  assert.equal(await store.readAgent(agentId(2)), undefined);
  assert.equal(await store.readTranscriptEntry(agentId(1), 0), undefined);
});

Deno.test("a record with a wrong shape is named by its key, and so is an unknown schema", async () => {
  const agent = sampleAgent(1);
  const fleet: Fleet = fleetAfter(createdDrafts(agent));
  const broken = [
    [keys.agent(agent.id), { ...agent, usage: null }, `agent/${agent.id}`],
    [keys.head, { seq: 1, schema: 2 }, "head"],
  ] as const;
  for (const [key, value, name] of broken) {
    using open = await openStore();
    await open.store.commit(batchWith({
      events: placed(createdDrafts(agent)),
      agents: Object.values(fleet.agents),
    }));
    await open.kv.set(key, value);

    await assert.rejects(open.again().load(), (error) => {
      assert.ok(error instanceof CorruptRecord);
      assert.deepEqual([error.code, error.key], ["corrupt_record", [...key]]);
      assert.match(error.message, new RegExp(`"${name}"`));
      return true;
    });
  }
});
