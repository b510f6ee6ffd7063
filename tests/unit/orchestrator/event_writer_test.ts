import { strict as assert } from "node:assert";
import type { LiveDelta } from "@/domain/event.ts";
import { applyEvent, EMPTY_FLEET } from "@/domain/fleet.ts";
import { EventWriter, StoreUnavailable } from "@/orchestrator/event_writer.ts";
import {
  agentId,
  createdDrafts,
  sampleAgent,
  sampleTask,
} from "@/tests/helpers/fleet.ts";
import { heldWriter, now, seqs, STOPPED } from "@/tests/helpers/held_writer.ts";

Deno.test("an append is decided at once and shown when it is durable", async () => {
  const { store, writer } = heldWriter();

  const appended = writer.append(createdDrafts(sampleAgent(1)));
  const decided = [writer.head.seq, writer.committed.seq];
  const { batch, accept } = await store.next();
  const whileHeld = writer.committed.seq;
  accept();
  const events = await appended;

  assert.deepEqual(decided, [1, 0]);
  assert.equal(whileHeld, 0);
  assert.deepEqual(batch.events, events);
  assert.deepEqual(batch.agents, [sampleAgent(1, { updated_seq: 1 })]);
  assert.equal(writer.committed, writer.head);
  assert.deepEqual(writer.committed, events.reduce(applyEvent, EMPTY_FLEET));
});

Deno.test("what a person does says from where it was asked for, and nothing else does", async () => {
  const asked = { kind: "token", address: "192.0.2.1" } as const;
  const stranger = { kind: "stranger", address: "192.0.2.9" } as const;
  const { store } = heldWriter();
  const writer = new EventWriter(
    store.port,
    { now, askedFrom: () => asked },
    EMPTY_FLEET,
  );

  void writer.append([
    { type: "queue.resumed", data: { by: { kind: "person" } } },
    { type: "queue.resumed", data: { by: { kind: "server" } } },
    {
      type: "person.acted",
      asked_from: stranger,
      data: {
        act: "sign_in.refused",
        target: { type: "sign_in", id: null },
        outcome: "refused",
        detail: {},
      },
    },
    STOPPED,
  ]);
  const { batch, accept } = await store.next();
  accept();

  assert.deepEqual(
    batch.events.map(({ asked_from }) => asked_from),
    [asked, undefined, stranger, undefined],
  );
});

Deno.test("what arrives while a commit is under way goes into one commit after it", async () => {
  const { store, writer } = heldWriter();
  const first = writer.append(createdDrafts(sampleAgent(1), sampleTask(1, 1)));
  const held = await store.next();
  const later = [1, 2, 3].map((n) =>
    writer.append([
      {
        type: "agent.launched",
        agent_id: agentId(1),
        data: { resuming: n === 2 },
      },
    ])
  );

  held.accept();
  const next = await store.next();
  next.accept();
  const events = (await Promise.all([first, ...later])).flat();

  assert.deepEqual(store.asked.map((batch) => seqs(batch.events)), [
    [1, 2],
    [3, 4, 5],
  ]);
  assert.deepEqual(seqs(events), [1, 2, 3, 4, 5]);
  // Of three versions of the agent only the last is stored.
  assert.equal(next.batch.agents.length, 1);
  assert.equal(next.batch.agents[0]?.updated_seq, 5);
});

Deno.test("appends of one tick share the first commit", async () => {
  const { store, writer } = heldWriter();

  const both = Promise.all([
    writer.append([STOPPED]),
    writer.append([STOPPED]),
  ]);
  (await store.next()).accept();
  await both;

  assert.equal(store.asked.length, 1);
});

Deno.test("an append made where another one ended is committed too", async () => {
  const { store, writer } = heldWriter();
  const chain = (async () => {
    for (let i = 0; i < 5; i++) await writer.append([STOPPED]);
  })();

  for (let i = 0; i < 5; i++) (await store.next()).accept();
  await chain;
  await writer.drained();

  assert.equal(writer.committed.seq, 5);
});

Deno.test("an append made at any moment after a commit is committed too", async () => {
  for (let ticks = 0; ticks < 12; ticks++) {
    const { store, writer } = heldWriter();
    let answered: Promise<unknown> | undefined;
    const answer = async () => {
      for (let tick = 0; tick < ticks; tick++) await Promise.resolve();
      await writer.append([STOPPED]);
    };
    writer.subscribe({ events: () => answered ??= answer(), delta: () => {} });

    const first = writer.append([STOPPED]);
    (await store.next()).accept();
    await first;
    (await store.next()).accept();
    await answered;

    assert.equal(writer.committed.seq, 2, `after ${ticks} microtasks`);
  }
});

Deno.test("a refused commit refuses all that waits, and the next append begins where the store is", async () => {
  const { store, writer } = heldWriter();
  const stored = writer.append(createdDrafts(sampleAgent(1)));
  (await store.next()).accept();
  await stored;
  const cause = new Error("disk full");

  const refused = writer.append([STOPPED]);
  const held = await store.next();
  const waiting = writer.append(createdDrafts(sampleAgent(2)));
  held.refuse(cause);
  const results = await Promise.allSettled([refused, waiting]);
  const headAfter = writer.head;
  const retried = writer.append([STOPPED]);
  (await store.next()).accept();

  for (const result of results) {
    assert.ok(result.status === "rejected");
    assert.ok(result.reason instanceof StoreUnavailable);
    assert.equal(result.reason.cause, cause);
  }
  assert.deepEqual(Object.keys(headAfter.agents), [agentId(1)]);
  assert.deepEqual(seqs(await retried), [2]);
  assert.equal(store.asked.length, 3);
});

Deno.test("listeners hear events in order, once, and only when they are durable", async () => {
  const { store, writer } = heldWriter();
  const heard: number[] = [];
  const leave = writer.subscribe({
    events: (events) => {
      assert.equal(writer.committed.seq, events.at(-1)?.seq);
      heard.push(...seqs(events));
    },
    delta: () => {},
  });

  const first = writer.append([STOPPED, STOPPED]);
  const held = await store.next();
  const second = writer.append([STOPPED]);
  const before = [...heard];
  held.accept();
  await first;
  const between = [...heard];
  (await store.next()).accept();
  await second;
  leave();
  const third = writer.append([STOPPED]);
  (await store.next()).accept();
  await third;

  assert.deepEqual([before, between, heard], [[], [1, 2], [1, 2, 3]]);
});

Deno.test("a listener that throws is reported, and holds up neither the log nor other listeners", async () => {
  const { store, writer, defects } = heldWriter();
  const heard: (number | LiveDelta["type"])[] = [];
  const broken = new Error("broken listener");
  const fail = () => {
    throw broken;
  };
  writer.subscribe({ events: fail, delta: fail });
  writer.subscribe({
    events: (events) => heard.push(...seqs(events)),
    delta: ({ type }) => heard.push(type),
  });

  const appended = writer.append([STOPPED]);
  (await store.next()).accept();
  await appended;
  writer.publish({
    type: "transcript.abandoned",
    agent_id: agentId(1),
    message_id: "m",
  });
  const again = writer.append([STOPPED]);
  (await store.next()).accept();
  await again;

  assert.deepEqual(heard, [1, "transcript.abandoned", 2]);
  assert.deepEqual(defects, [broken, broken, broken]);
});

Deno.test("an append of nothing stores nothing", async () => {
  const { store, writer } = heldWriter();

  assert.deepEqual(await writer.append([]), []);

  assert.deepEqual(store.asked, []);
});
