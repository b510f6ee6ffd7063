import { strict as assert } from "node:assert";
import { CutClients } from "@/api/events/cut_clients.ts";
import { parseInterest } from "@/api/events/topics.ts";
import { MemoryPlatform } from "@/tests/helpers/memory_platform.ts";
import {
  isEvent,
  join,
  newAgentId,
  openHub,
  PAGE,
  platformWith,
  seqs,
  STOPPED,
  upTo,
} from "@/tests/helpers/sse_hub_under_test.ts";

Deno.test("what comes close together goes out as one batch, the same bytes for all", async () => {
  const platform = platformWith(1);
  using hub = openHub(platform, { batchMs: 60_000 });
  const interest = parseInterest();
  assert.ok(interest);
  const readers = [1, 2].map(() => hub.open(interest, 1).getReader());
  const heard = (chunk: { readonly value?: Uint8Array }) =>
    new TextDecoder().decode(chunk.value).match(/^id: \d+$/gm);
  for (const reader of readers) {
    let text = "";
    while (!text.includes("event: storage")) {
      text += new TextDecoder().decode((await reader.read()).value);
    }
  }
  platform.commit(STOPPED); // goes out at once, after a pause
  const first = await Promise.all(readers.map((reader) => reader.read()));
  for (let n = 0; n < 3; n++) platform.commit(STOPPED);
  hub[Symbol.dispose](); // sends what waits
  const batch = await Promise.all(readers.map((reader) => reader.read()));

  assert.deepEqual(first.map(heard), [["id: 2"], ["id: 2"]]);
  assert.deepEqual(heard(batch[0] ?? {}), ["id: 3", "id: 4", "id: 5"]);
  assert.equal(batch[0]?.value?.buffer, batch[1]?.value?.buffer);
});

Deno.test("a listener hears again and again that the server lives", async () => {
  const platform = platformWith(3);
  using hub = openHub(platform, { heartbeatMs: 1 });

  const stream = join(hub, 3);
  let beats = 0;
  const frames = await stream.until(({ event }) =>
    event === "heartbeat" && ++beats === 4
  );

  const heartbeat = frames.at(-1);
  assert.equal(heartbeat?.id, "3");
  assert.deepEqual(heartbeat?.data, { seq: 3, at: "2026-01-01T00:00:00.000Z" });
});

Deno.test("a listener who stops reading is cut beyond 1 MiB, and nothing is kept for it", async () => {
  const platform = new MemoryPlatform();
  using hub = openHub(platform);
  const agent = await newAgentId(platform);
  const slow = join(hub);
  const quick = join(hub);
  await slow.until(({ event }) => event === "claude");
  await quick.until(({ event }) => event === "claude");
  const start = platform.fleet().seq;

  let said = 0;
  while (hub.size === 2) {
    platform.say(agent, "x".repeat(10_000));
    await quick.eventsUntil(platform.fleet().seq);
    assert.ok(++said < 200, "the listener was never cut");
  }

  const saidBytes = said * 10_000;
  assert.ok(saidBytes > 900_000 && saidBytes < 1_100_000, `${saidBytes}`);
  await assert.rejects(() => slow.next(), /reads too slowly/);
  const back = join(hub, start);
  const missed = await back.eventsUntil(platform.fleet().seq);
  assert.deepEqual(seqs(missed), upTo(start, platform.fleet().seq));
});

Deno.test("a snapshot of more than 1 MiB cuts nobody who reads it", async () => {
  const platform = new MemoryPlatform();
  using hub = openHub(platform);
  const agent = await newAgentId(platform);
  for (let n = 0; n < 150; n++) {
    await platform.assignTask(agent, {
      description: "x".repeat(10_000),
      priority: 0,
    });
  }

  const stream = join(hub);
  for (let n = 0; n < 5; n++) {
    platform.commit(STOPPED);
    await Promise.resolve();
  }
  const last = platform.fleet().seq;
  const frames = await stream.until(({ id }) => id === `${last}`);

  const snapshot = frames.find(({ event }) => event === "snapshot");
  assert.equal(Object.keys(snapshot?.data.tasks).length, 150);
  assert.deepEqual(seqs(frames.filter(isEvent)), upTo(last - 5, last));
});

Deno.test("a replay waits for its reader instead of filling up memory", async () => {
  const platform = new MemoryPlatform();
  const agent = await newAgentId(platform);
  for (let n = 0; n < 3 * PAGE; n++) platform.say(agent, "x".repeat(2_000));
  using hub = openHub(platform);
  let reads = 0;
  const read = platform.readEvents.bind(platform);
  platform.readEvents = (...range) => (reads++, read(...range));

  const stream = join(hub, 0);
  await stream.until(isEvent);
  const readWithoutReader = reads;
  const last = platform.fleet().seq;
  const rest = await stream.eventsUntil(last);

  assert.equal(readWithoutReader, 1);
  assert.deepEqual(seqs(rest), upTo(1, last));
});

Deno.test("a listener who does not take in time what it is sent is cut", async () => {
  const platform = platformWith(3);
  const told: string[] = [];
  const cuts = new CutClients({
    info: (message, { protocol, behind }) =>
      told.push(`${message} (${protocol}, ${Number(behind) > 0})`),
  });
  using hub = openHub(
    platform,
    { heartbeatMs: 1, patienceMs: 10 },
    (behind) => cuts.add("sse", behind),
  );
  const reading = join(hub, 0);

  const silent = join(hub, 0);
  while (hub.size === 2) {
    await reading.until(({ event }) => event === "heartbeat");
  }

  await assert.rejects(() => silent.next(), /reads too slowly/);
  assert.deepEqual(told, [
    "a client was cut: it reads too slowly (sse, true)",
  ]);
  assert.deepEqual([cuts.take(), cuts.take()], [
    { "cut.sse": 1, "cut.ws": 0 },
    { "cut.sse": 0, "cut.ws": 0 },
  ]);
});

Deno.test("a listener who goes away is forgotten", async () => {
  const platform = platformWith(3 * PAGE);
  using hub = openHub(platform);
  const unread = join(hub, 0);
  const live = join(hub);
  await live.until(({ event }) => event === "claude");

  await unread.cancel();
  await live.cancel();

  assert.equal(hub.size, 0);
});

Deno.test("listeners are told when the server goes, also those who come too late", async () => {
  const platform = platformWith(3);
  const hub = openHub(platform);
  const live = join(hub);
  await live.until(({ event }) => event === "claude");
  const replaying = join(hub, 0);

  hub[Symbol.dispose]();
  const late = join(hub, 0);

  for (const stream of [live, replaying, late]) {
    await stream.until(({ event }) => event === "shutdown");
    assert.equal(await stream.next(), undefined);
  }
  assert.equal(hub.size, 0);
  assert.equal(platform.listeners, 0);
});
