import { strict as assert } from "node:assert";
import { trimEvents } from "@/db/kv/trim_events.ts";
import { Agent } from "@/domain/agent.ts";
import type { EventDraft } from "@/domain/event.ts";
import type { HistoryState } from "@/domain/history_state.ts";
import { INLINE_CHARS, shortText } from "@/domain/long_text.ts";
import { Task } from "@/domain/task.ts";
import { EventWriter } from "@/orchestrator/event_writer.ts";
import {
  type LiveRetentionDeps,
  retireOld,
} from "@/orchestrator/retention/live_retention.ts";
import { retire, stillOver } from "@/orchestrator/retention/retire.ts";
import {
  agentId,
  AT,
  createdDrafts,
  fleetAfter,
  sampleAgent,
  sampleTask,
  taskId,
} from "@/tests/helpers/fleet.ts";
import { openStore } from "@/tests/helpers/live_store.ts";

const HOUR_MS = 3_600_000;
const ALL_EVENTS = 1_000_000;

const agent = (n: number) => Agent.parse(sampleAgent(n));
const task = (n: number, changes: Partial<Task> = {}) =>
  Task.parse({ ...sampleTask(n, 1), ...changes });

function cancelled(n: number): EventDraft {
  return {
    type: "task.cancelled",
    agent_id: agentId(1),
    task_id: taskId(n),
    data: { reason: "" },
  };
}

function terminated(n: number): EventDraft {
  return {
    type: "agent.terminated",
    agent_id: agentId(n),
    data: { reason: "" },
  };
}

function said(n: number, text = shortText("a word")): EventDraft {
  return {
    type: "transcript.appended",
    agent_id: agentId(1),
    data: {
      entry: {
        agent_id: agentId(1),
        n,
        at: AT,
        task_id: null,
        parent_tool_use_id: null,
        kind: "notice",
        level: "info",
        text,
      },
    },
  };
}

/** A store with a history that has everything, and a clock that the test sets. */
async function rig() {
  const opened = await openStore();
  const { store, kv } = opened;
  const writer = new EventWriter(store, { now: () => AT }, await store.load());
  const clock = { hours: 0 };
  const away: { state?: HistoryState } = {};
  const lost = new Set<string>();
  const deps: LiveRetentionDeps = {
    store,
    fleet: () => writer.committed,
    retire: (wanted) => retire(writer, wanted),
    historyState: () =>
      away.state ?? { kind: "healthy", seq: writer.committed.seq },
    nowMs: () => Date.parse(AT) + clock.hours * HOUR_MS,
    rest: () => Promise.resolve(true),
    hours: 72,
    keptTasks: 5_000,
  };
  const history = {
    kept: (_: unknown, records: readonly { readonly id: string }[]) =>
      Promise.resolve(
        new Set(records.map(({ id }) => id).filter((id) => !lost.has(id))),
      ),
    lastEntry: () => Promise.resolve(writer.committed.seq),
  };
  return {
    store,
    kv,
    writer,
    clock,
    away,
    lost,
    /** The log lets go of all that is in it now. */
    trimLog: async () => {
      while (await trimEvents(kv, ALL_EVENTS) > 0);
    },
    run: (changes: Partial<LiveRetentionDeps> = {}) =>
      retireOld({ ...deps, ...changes }, history),
    again: () => opened.again().load(),
    keyCount: async () => {
      let count = 0;
      for await (const _ of kv.list({ prefix: [] })) count++;
      return count;
    },
    [Symbol.dispose]: () => opened[Symbol.dispose](),
  };
}

Deno.test("an ended task leaves the live store and the fleet after its hours", async () => {
  using it = await rig();
  const drafts = createdDrafts(agent(1), task(1), task(2));
  await it.writer.append([...drafts, cancelled(1)]);
  await it.trimLog();

  it.clock.hours = 71;
  const early = await it.run();
  it.clock.hours = 73;
  const removed = await it.run();

  assert.equal(early.tasks, 0);
  assert.equal(removed.tasks, 1);
  assert.equal(await it.store.readTask(taskId(1)), undefined);
  assert.deepEqual(Object.keys(it.writer.committed.tasks), [taskId(2)]);
  const page = await it.store.listTasks({ agentId: agentId(1), limit: 9 });
  assert.deepEqual(page.items.map(({ id }) => id), [taskId(2)]);
  assert.deepEqual(await it.again(), it.writer.committed);
});

Deno.test("a task stays while the history lacks it, is away, or the log speaks of it", async () => {
  using it = await rig();
  await it.writer.append([...createdDrafts(agent(1), task(1)), cancelled(1)]);
  it.clock.hours = 100;

  const logged = await it.run();
  await it.trimLog();
  it.away.state = { kind: "away", since: AT, backlog: 0, reason: "gone" };
  const away = await it.run();
  it.away.state = { kind: "healthy", seq: 2 };
  const notAcknowledged = await it.run();
  it.away.state = undefined;
  it.lost.add(taskId(1));
  const lost = await it.run();
  it.lost.clear();
  const gone = await it.run();

  assert.deepEqual(
    [logged, away, notAcknowledged, lost, gone].map(({ tasks }) => tasks),
    [0, 0, 0, 0, 1],
  );
});

Deno.test("of many ended tasks the newest stay, however young the others are", async () => {
  using it = await rig();
  const numbers = Array.from({ length: 120 }, (_, n) => n + 1);
  await it.writer.append([
    ...createdDrafts(agent(1), ...numbers.map((n) => task(n))),
    ...numbers.slice(1).map(cancelled),
  ]);
  await it.trimLog();

  const removed = await it.run({ keptTasks: 10 });

  assert.equal(removed.tasks, 109);
  const left = await it.store.listTasks({ limit: 200 });
  assert.deepEqual(left.items.map(({ id }) => id), [
    ...numbers.slice(-10).reverse().map(taskId),
    taskId(1),
  ]);
});

Deno.test("an agent leaves with its transcript and all texts, and leaves nothing behind", async () => {
  using it = await rig();
  const before = await it.keyCount();
  const text = "x".repeat(3 * INLINE_CHARS);
  const long = {
    text: text.slice(0, INLINE_CHARS),
    length: text.length,
    blob: "blob-1",
  };
  await it.store.saveText("blob-1", text);
  await it.store.saveText("blob-2", text);
  await it.writer.append([
    ...createdDrafts(
      agent(1),
      task(1, { description: { ...long, blob: "blob-2" } }),
    ),
    ...Array.from(
      { length: 250 },
      (_, n) => said(n, n === 7 ? long : undefined),
    ),
    cancelled(1),
    terminated(1),
  ]);
  await it.trimLog();
  it.clock.hours = 73;

  const removed = await it.run();
  await it.trimLog();

  assert.deepEqual(removed, {
    tasks: 1,
    agents: 1,
    transcript_entries: 250,
    texts: 2,
    handoffs: 0,
    agent_communications: 0,
    approvals: 0,
    incidents: 0,
  });
  assert.equal(await it.store.readText("blob-1"), "");
  assert.equal(await it.store.readText("blob-2"), "");
  // The head, and when the newest retired task was made.
  assert.equal(await it.keyCount() - before, 2);
});

Deno.test("the caller's own id of a retired task is not forgotten", async () => {
  using it = await rig();
  await it.writer.append([
    ...createdDrafts(agent(1), task(1, { external_id: "mine" })),
    cancelled(1),
  ]);
  await it.trimLog();
  it.clock.hours = 73;

  await it.run();

  assert.equal(await it.store.readTaskByExternalId("mine"), undefined);
  assert.equal(await it.store.readTaskIdByExternalId("mine"), taskId(1));
});

Deno.test("a failed agent stays until a person dismissed it", async () => {
  using it = await rig();
  const failure = { kind: "crashed", message: "gone" } as const;
  await it.writer.append([
    ...createdDrafts(agent(1)),
    { type: "agent.failed", agent_id: agentId(1), data: { failure } },
  ]);
  await it.trimLog();
  it.clock.hours = 1_000;

  const failed = await it.run();
  await it.writer.append([terminated(1)]);
  await it.trimLog();
  const dismissed = await it.run();

  assert.deepEqual([failed.agents, dismissed.agents], [0, 1]);
});

Deno.test("a living agent's transcript loses its old beginning and keeps its end", async () => {
  using it = await rig();
  await it.writer.append([
    ...createdDrafts(agent(1)),
    ...Array.from({ length: 500 }, (_, n) => said(n)),
  ]);

  const young = await it.run();
  it.clock.hours = 73;
  const old = await it.run();

  assert.equal(young.transcript_entries, 0);
  assert.equal(old.transcript_entries, 300);
  const left = await it.store.readTranscript(agentId(1), { limit: 999 });
  assert.deepEqual([left[0]?.n, left.at(-1)?.n], [300, 499]);
});

Deno.test("a sweep that was broken off goes on at the next time", async () => {
  using it = await rig();
  await it.writer.append([
    ...createdDrafts(agent(1)),
    ...Array.from({ length: 250 }, (_, n) => said(n)),
    terminated(1),
  ]);
  await it.trimLog();
  it.clock.hours = 73;
  let turns = 1;

  const first = await it.run({ rest: () => Promise.resolve(turns-- > 0) });
  const second = await it.run();

  assert.equal(first.agents, 1);
  assert.ok((first.transcript_entries ?? 0) < 250);
  assert.equal(
    (first.transcript_entries ?? 0) + (second.transcript_entries ?? 0),
    250,
  );
});

Deno.test("what something living refers to stays", () => {
  const fleet = fleetAfter([
    ...createdDrafts(
      agent(1),
      task(1),
      task(2, { depends_on: [taskId(1)] }),
      task(3, { parent_id: taskId(2) }),
      task(4),
      task(5, { parent_id: taskId(4) }),
    ),
    ...[1, 3, 4].map(cancelled),
  ]);
  const ended = [1, 3, 4].map((n) => fleet.tasks[taskId(n)] as Task);

  const { tasks } = stillOver(fleet, { tasks: ended });

  // 1 is waited for, 3 is a part of an open task, 4 has an open part.
  assert.deepEqual(tasks, []);
});

Deno.test("a record that changed since it was seen stays for now", () => {
  const fleet = fleetAfter([
    ...createdDrafts(agent(1), task(1)),
    cancelled(1),
  ]);
  const seen = fleet.tasks[taskId(1)] as Task;

  const same = stillOver(fleet, { tasks: [seen] });
  const changed = stillOver(fleet, {
    tasks: [{ ...seen, updated_seq: seen.updated_seq - 1 }],
  });

  assert.equal(same.tasks.length, 1);
  assert.equal(changed.tasks.length, 0);
});

Deno.test("an event cannot retire what lives", () => {
  const fleet = fleetAfter(createdDrafts(agent(1), task(1)));

  const after = fleetAfter([{
    type: "records.retired",
    data: {
      agents: [agentId(1)],
      tasks: [{
        id: taskId(1),
        agent_id: agentId(1),
        session_id: null,
        parent_id: null,
      }],
      sessions: [],
      texts: [],
    },
  }], fleet);

  assert.deepEqual({ ...after, seq: 0 }, { ...fleet, seq: 0 });
});
