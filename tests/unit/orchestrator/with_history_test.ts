import { strict as assert } from "node:assert";
import type { FleetEvent } from "@/domain/event.ts";
import type { HistoryOutcome, KeptRecords } from "@/domain/history.ts";
import type { TranscriptEntry } from "@/domain/transcript.ts";
import { shortText } from "@/domain/long_text.ts";
import { withHistory } from "@/orchestrator/with_history.ts";
import { agentId, AT, sampleAgent, sampleTask } from "@/tests/helpers/fleet.ts";
import { sampleHandoff } from "@/tests/helpers/managed_work.ts";
import { MemoryPlatform } from "@/tests/helpers/memory_platform.ts";
import { NO_HISTORY } from "@/tests/helpers/no_history.ts";

const ada = sampleAgent(1);
const task = sampleTask(1, 1, { external_id: "mine-1" });
const handoff = sampleHandoff(1, task);
const WHOLE = "the whole text";
const long = { text: "the", length: WHOLE.length, blob: "blob-1" };

/** Events of one kind under these numbers. */
function events(...seqs: readonly number[]): FleetEvent[] {
  return seqs.map((seq) => ({ type: "server.stopped", seq, at: AT, data: {} }));
}

/** Event 4 was pruned. */
const oldEvents = events(1, 2, 3, 5, 6, 7);

/** A history that has Ada, her task and a part of her transcript. */
const kept: KeptRecords = {
  ...NO_HISTORY,
  agent: (id) => known(id === ada.id ? ada : undefined),
  task: (id) =>
    known(id === task.id || id === task.external_id ? task : undefined),
  tasks: () => known([task]),
  events: (afterSeq, limit) =>
    known(oldEvents.filter(({ seq }) => seq > afterSeq).slice(0, limit)),
  handoff: (id) => known(id === handoff.id ? handoff : undefined),
  text: (blob) => known(blob === long.blob ? WHOLE : undefined),
  transcript: (_id, { before = Infinity, limit }) =>
    known([0, 1, 2].map(entry).filter(({ n }) => n < before).slice(-limit)),
  entry: (_id, n) => known(entry(n)),
  tableSizes: () => known([]),
};

function known<T>(value: T): Promise<HistoryOutcome<T>> {
  return Promise.resolve({ ok: true, value });
}

function entry(n: number): TranscriptEntry {
  return {
    agent_id: ada.id,
    n,
    at: AT,
    task_id: null,
    parent_tool_use_id: null,
    kind: "notice",
    level: "info",
    text: shortText(`entry ${n}`),
  };
}

/** A live store that has let go of tasks up to that time, in milliseconds. */
function live(retiredMs = Infinity) {
  return Object.assign(new MemoryPlatform(), {
    readNewestRetiredMs: () => Promise.resolve(retiredMs),
  });
}

Deno.test("a record that left the live store is found in the history", async () => {
  const reads = withHistory(live(), kept);

  assert.equal(await reads.findAgent(ada.id), ada);
  assert.equal(await reads.findTask(task.id), task);
  assert.equal(await reads.findTask("mine-1"), task);
  assert.equal(await reads.findHandoff(handoff.id), handoff);
  assert.equal(await reads.findAgent(agentId(2)), undefined);
});

Deno.test("a record that lives is not looked for in the history", async () => {
  const platform = live();
  const agent = { ...ada, name: "Ada as she is now" };
  platform.commit(
    { type: "agent.created", agent_id: ada.id, data: { agent } },
  );

  const found = await withHistory(platform, kept).findAgent(ada.id);

  assert.equal(found?.name, "Ada as she is now");
});

Deno.test("what only the history has is not found while it is away", async () => {
  const reads = withHistory(live(), NO_HISTORY);

  assert.equal(await reads.findAgent(ada.id), undefined);
  assert.deepEqual(await reads.readTranscript(ada.id, { limit: 5 }), []);
  assert.equal(await reads.fullText(long), "the");
});

Deno.test("a transcript whose beginning left is one transcript all the same", async () => {
  const platform = live();
  platform.transcript.push(entry(3), entry(4));
  const reads = withHistory(platform, kept);

  const last = await reads.readTranscript(ada.id, { limit: 4 });
  const first = await reads.readTranscript(ada.id, { limit: 9, before: 2 });

  assert.deepEqual(last.map(({ n }) => n), [1, 2, 3, 4]);
  assert.deepEqual(first.map(({ n }) => n), [0, 1]);
});

Deno.test("a long text that left, or is just leaving, is read as a whole", async () => {
  const reads = withHistory(live(), kept);

  assert.equal(await reads.fullText(long), WHOLE);
});

Deno.test("a list goes on with the tasks that left, newest first and each once", async () => {
  const platform = live();
  const agent = ada;
  platform.commit(
    { type: "agent.created", agent_id: agent.id, data: { agent } },
    ...[task, sampleTask(2, 1), sampleTask(3, 1)].map((each) => ({
      type: "task.created" as const,
      agent_id: agent.id,
      task_id: each.id,
      data: { task: each },
    })),
  );
  const others: KeptRecords = {
    ...kept,
    tasks: () => known([sampleTask(2, 1), sampleTask(1, 1)]),
  };
  platform.commit({
    type: "task.cancelled",
    task_id: task.id,
    agent_id: agent.id,
    data: { reason: "" },
  }, {
    type: "records.retired",
    data: {
      tasks: [{
        id: task.id,
        agent_id: agent.id,
        session_id: null,
        parent_id: null,
      }],
      agents: [],
      sessions: [],
      texts: [],
    },
  });

  const { items, next } = await withHistory(platform, others)
    .listTasks({ limit: 2 });
  const all = await withHistory(platform, others).listTasks({ limit: 5 });

  assert.deepEqual(items.map(({ title }) => title), ["Task 3", "Task 2"]);
  assert.equal(next, sampleTask(2, 1).id);
  assert.deepEqual(all.items.map(({ title }) => title), [
    "Task 3",
    "Task 2",
    "Task 1",
  ]);
  assert.equal(all.next, null);
});

Deno.test("a list of tasks that all live does not ask the history", async () => {
  const reads = withHistory(live(0), {
    ...kept,
    tasks: () => Promise.reject(new Error("it was asked")),
  });

  assert.deepEqual(await reads.listTasks({ limit: 5 }), {
    items: [],
    next: null,
  });
});

Deno.test("events that left the log are read from the history, and no others", async () => {
  const platform = live();
  platform.readEvents = (afterSeq, limit) =>
    Promise.resolve(
      events(6, 7, 8).filter(({ seq }) => seq > afterSeq).slice(0, limit),
    );
  const reads = withHistory(platform, kept);
  const seqs = async (afterSeq: number, limit: number, from = reads) =>
    (await from.readEvents(afterSeq, limit)).map(({ seq }) => seq);

  assert.deepEqual(await seqs(5, 2), [6, 7]);
  assert.deepEqual(await seqs(0, 2), [1, 2]);
  assert.deepEqual(await seqs(4, 9), [5, 6, 7]);
  // Nobody has event 4: what is there does not begin after event 3.
  assert.deepEqual(await seqs(3, 9), [6, 7, 8]);
  assert.deepEqual(await seqs(0, 9, withHistory(platform, NO_HISTORY)), [
    6,
    7,
    8,
  ]);
  assert.deepEqual(await seqs(8, 9), []);
});
