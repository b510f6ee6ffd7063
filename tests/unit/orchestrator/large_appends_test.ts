import { strict as assert } from "node:assert";
import type { EventDraft } from "@/domain/event.ts";
import { applyEvent, EMPTY_FLEET } from "@/domain/fleet.ts";
import { INLINE_CHARS } from "@/domain/long_text.ts";
import { StoreUnavailable } from "@/orchestrator/event_writer.ts";
import {
  agentId,
  AT,
  createdDrafts,
  placed,
  sampleAgent,
  sampleTask,
  taskId,
} from "@/tests/helpers/fleet.ts";
import { openStore, openWriter } from "@/tests/helpers/live_store.ts";
import { heldWriter, seqs } from "@/tests/helpers/held_writer.ts";

/** Entries of a transcript that take up as much as entries can. */
function longEntries(count: number): EventDraft[] {
  const text = "漢".repeat(INLINE_CHARS);
  return Array.from({ length: count }, (_, n) => ({
    type: "transcript.appended",
    agent_id: agentId(1),
    data: {
      entry: {
        kind: "text",
        agent_id: agentId(1),
        n,
        at: AT,
        task_id: null,
        parent_tool_use_id: null,
        message_id: "m",
        text: { text, length: text.length, blob: null },
        aborted: false,
      },
    },
  }));
}

Deno.test("any number of the longest entries is stored, in as many commits as they need", async () => {
  using open = await openStore();
  const writer = await openWriter(open.store);
  await writer.append(createdDrafts(sampleAgent(1)));

  const stored = await Promise.all(
    longEntries(40).map((draft) => writer.append([draft])),
  );

  assert.deepEqual(
    seqs(stored.flat()),
    Array.from({ length: 40 }, (_, i) => i + 2),
  );
  const read = await open.store.readTranscript(agentId(1), { limit: 100 });
  assert.deepEqual(read.map(({ n }) => n), [...Array(40).keys()]);
});

Deno.test("one append that is more than a commit can hold is stored whole, part after part", async () => {
  using open = await openStore();
  const writer = await openWriter(open.store);
  const text = "漢".repeat(INLINE_CHARS);
  const tasks = Array.from({ length: 300 }, (_, n) =>
    sampleTask(n, 1, {
      // The longest texts first, then more records than a commit may change.
      ...(n < 40
        ? { description: { text, length: text.length, blob: null } }
        : {}),
    }));
  const heard: number[] = [];
  writer.subscribe({
    events: (events) => heard.push(...seqs(events)),
    delta: () => {},
  });

  await writer.append(createdDrafts(sampleAgent(1), ...tasks));
  await writer.append(tasks.map(({ id }): EventDraft => ({
    type: "task.cancelled",
    agent_id: agentId(1),
    task_id: id,
    data: { reason: "its agent failed" },
  })));

  assert.equal(writer.committed.seq, 601);
  assert.deepEqual(heard, Array.from({ length: 601 }, (_, i) => i + 1));
  const events = await open.store.readEvents(0, 1_000);
  assert.deepEqual(
    events.reduce(applyEvent, EMPTY_FLEET),
    writer.committed,
  );
  assert.equal(
    (await open.store.readTask(taskId(299)))?.state.status,
    "cancelled",
  );
});

Deno.test("of an append in parts that is refused half way, the stored part is what is committed", async () => {
  const { store, writer } = heldWriter();
  const tasks = Array.from({ length: 300 }, (_, n) => sampleTask(n, 1));

  const appended = writer.append(createdDrafts(sampleAgent(1), ...tasks));
  const first = await store.next();
  first.accept();
  (await store.next()).refuse(new Error("disk full"));

  await assert.rejects(appended, StoreUnavailable);
  assert.equal(writer.head, writer.committed);
  assert.deepEqual(
    writer.head,
    placed(createdDrafts(sampleAgent(1), ...tasks))
      .slice(0, first.batch.events.length).reduce(applyEvent, EMPTY_FLEET),
  );
});
