import { strict as assert } from "node:assert";
import fc from "fast-check";
import { findAgent, listAgents } from "@/db/pg/agents.ts";
import { listApprovals } from "@/db/pg/approvals.ts";
import { listAudit } from "@/db/pg/audit.ts";
import { listCommunications } from "@/db/pg/communications.ts";
import { readEvents } from "@/db/pg/events.ts";
import { listHandoffs } from "@/db/pg/handoffs.ts";
import { beginAfter, readHead } from "@/db/pg/history_head.ts";
import { findTask, listTasks } from "@/db/pg/tasks.ts";
import { readText } from "@/db/pg/texts.ts";
import { readTranscript } from "@/db/pg/transcripts.ts";
import { sumUsage } from "@/db/pg/usage_records.ts";
import {
  HistoryGap,
  MAX_BATCH_EVENTS,
  writeBatch,
} from "@/db/pg/write_batch.ts";
import { auditOf } from "@/domain/audit_of.ts";
import type { FleetEvent } from "@/domain/event.ts";
import { EMPTY_FLEET } from "@/domain/fleet.ts";
import { addUsage, NO_USAGE } from "@/domain/usage_sum.ts";
import {
  agentId,
  createdDrafts,
  fleetAfter,
  placed,
  sampleAgent,
  sampleTask,
  taskId,
} from "@/tests/helpers/fleet.ts";
import { sampleApproval } from "@/tests/helpers/managed_work.ts";
import { databasesForFile } from "@/tests/helpers/pg_databases.ts";
import {
  anyCourse,
  batchOf,
  byId,
  clear,
  contents,
  TABLES,
} from "@/tests/helpers/written_history.ts";

const databases = databasesForFile();

databases.test("history gives back what a fleet's course was", async (database) => {
  const drafts = createdDrafts(sampleAgent(1), sampleTask(1, 1));
  const fleet = fleetAfter(drafts);
  const agents = Object.values(fleet.agents);
  const tasks = Object.values(fleet.tasks);

  const head = await writeBatch(database, {
    events: placed(drafts),
    agents,
    tasks,
    texts: [{ blob: "b1", body: "a long text\0" }],
  });

  assert.equal(head, 2);
  assert.equal(await readHead(database), 2);
  assert.deepEqual(await findAgent(database, agentId(1)), agents[0]);
  assert.deepEqual(await findTask(database, taskId(1)), tasks[0]);
  assert.deepEqual(await readEvents(database, 0, 10), placed(drafts));
  assert.equal(await readText(database, "b1"), "a long text");
  assert.equal(await readText(database, "b2"), undefined);
});

databases.test("any grouping of a log, with repeats, leads to the same tables", async (database) => {
  await fc.assert(
    fc.asyncProperty(
      anyCourse,
      fc.array(
        fc.record({
          size: fc.integer({ min: 1, max: 40 }),
          back: fc.nat(30),
          ahead: fc.nat(30),
        }),
        { maxLength: 20 },
      ),
      async (course, groups) => {
        const { length } = course.events;
        const fleet = course.fleets.at(-1) ?? EMPTY_FLEET;
        await clear(database);
        await writeBatch(database, batchOf(course, 0, length));
        const expected = await contents(database);

        await clear(database);
        let done = 0;
        for (
          const { size, back, ahead } of [...groups, {
            size: length,
            back: 0,
            ahead: 0,
          }]
        ) {
          const to = Math.min(length, done + size);
          const from = Math.max(0, done - back);
          // Records are read later than the events, and so may be newer.
          await writeBatch(
            database,
            batchOf(course, from, to, Math.min(length, to + ahead)),
          );
          // Once more what is there already, with records of that time.
          await writeBatch(database, batchOf(course, from, done));
          done = to;
        }

        assert.deepEqual(await contents(database), expected);
        assert.deepEqual(await readEvents(database, 0, 1_000), course.events);
        const agents = await listAgents(database, { limit: 100 });
        assert.deepEqual(byId(agents.items), byId(Object.values(fleet.agents)));
        const tasks = await listTasks(database, { limit: 1_000 });
        assert.deepEqual(byId(tasks.items), byId(Object.values(fleet.tasks)));
        const all = { limit: 1_000 };
        const { handoffs, messages, approvals } = fleet;
        assert.deepEqual(
          byId((await listHandoffs(database, all)).items),
          byId(Object.values(handoffs)),
        );
        assert.deepEqual(
          byId((await listCommunications(database, all)).items),
          byId(Object.values(messages)),
        );
        assert.deepEqual(
          byId((await listApprovals(database, all)).items),
          byId(Object.values(approvals)),
        );
        assert.deepEqual(
          byId((await listAudit(database, all)).items),
          byId(course.events.flatMap((event) => auditOf(event) ?? [])),
        );
      },
    ),
    { numRuns: 25 },
  );
});

databases.test("history has every entry and every usage of a log, once", async (database) => {
  const course = fc.sample(anyCourse, { numRuns: 20, seed: 7 })
    .reduce((a, b) => a.events.length > b.events.length ? a : b);
  const { events } = course;

  await writeBatch(database, batchOf(course, 0, events.length));

  for (const agent of Object.values(course.fleets.at(-1)?.agents ?? {})) {
    const entries = events.flatMap((event) =>
      event.type === "transcript.appended" && event.agent_id === agent.id
        ? [event.data.entry]
        : []
    );
    const read = await readTranscript(database, agent.id, { limit: 1_000 });
    assert.deepEqual(read, entries);
    const used = await sumUsage(database, { agentId: agent.id });
    assert.deepEqual(used, agent.usage);
  }
  const used = events.flatMap((event) =>
    event.type === "usage.recorded" ? [event.data.usage] : []
  ).reduce(addUsage, NO_USAGE);
  assert.ok(used.cost_usd > 0);
  assert.deepEqual(await sumUsage(database, {}), used);
});

databases.test("history refuses events after a gap and keeps what it has", async (database) => {
  const drafts = createdDrafts(
    sampleAgent(1),
    sampleTask(1, 1),
    sampleTask(2, 1),
  );
  const events = placed(drafts);
  const fleet = fleetAfter(drafts);
  const batch = {
    agents: Object.values(fleet.agents),
    tasks: Object.values(fleet.tasks),
    texts: [],
  };
  await writeBatch(database, { ...batch, events: events.slice(0, 1) });
  const before = await contents(database);

  const gap = writeBatch(database, { ...batch, events: events.slice(2) });
  await assert.rejects(gap, (error) => {
    assert.ok(error instanceof HistoryGap);
    assert.equal(error.code, "history_gap");
    assert.deepEqual([error.head, error.first], [1, 3]);
    return true;
  });
  assert.throws(
    () =>
      writeBatch(database, {
        ...batch,
        events: [events[0], events[2]] as FleetEvent[],
      }),
    HistoryGap,
  );

  assert.deepEqual(await contents(database), before);
});

databases.test("a batch that breaks off leaves nothing", async (database) => {
  const drafts = createdDrafts(sampleAgent(1), sampleTask(1, 1));
  const batch = {
    events: placed(drafts),
    agents: [],
    tasks: Object.values(fleetAfter(drafts).tasks),
    approvals: [sampleApproval(1, agentId(9))],
    texts: [],
  };

  await assert.rejects(writeBatch(database, batch), { code: "23503" });

  assert.deepEqual(await contents(database), [
    ...Array(TABLES.length - 1).fill(null),
    [{ one_row: true, seq: 0 }],
  ]);
});

databases.test("history takes no more events at once than it says", async (database) => {
  const events = Array.from({ length: MAX_BATCH_EVENTS + 1 }, (_, i) => ({
    type: "server.stopped" as const,
    seq: i + 1,
    at: "2026-01-02T03:04:05.678Z",
    data: {},
  }));
  const rest = { agents: [], tasks: [], texts: [] };

  assert.throws(() => writeBatch(database, { events, ...rest }), RangeError);

  const most = events.slice(0, MAX_BATCH_EVENTS);
  assert.equal(await writeBatch(database, { events: most, ...rest }), 500);
});

databases.test("two writers of one log take turns and write it once", async (database) => {
  const drafts = createdDrafts(sampleAgent(1), sampleTask(1, 1));
  const fleet = fleetAfter(drafts);
  const batch = {
    events: placed(drafts),
    agents: Object.values(fleet.agents),
    tasks: Object.values(fleet.tasks),
    texts: [],
  };

  const heads = await Promise.all(
    Array.from({ length: 4 }, () => writeBatch(database, batch)),
  );

  assert.deepEqual(heads, [2, 2, 2, 2]);
  assert.equal((await readEvents(database, 0, 10)).length, 2);
});

databases.test("an empty history may begin later, and only an empty one", async (database) => {
  const [event] = placed([{ type: "server.stopped", data: {} }], 41);
  const batch = {
    events: [event as FleetEvent],
    agents: [],
    tasks: [],
    texts: [],
  };

  assert.equal(await beginAfter(database, 41), true);
  assert.equal(await writeBatch(database, batch), 42);

  assert.equal(await beginAfter(database, 100), false);
  assert.equal(await readHead(database), 42);
});
