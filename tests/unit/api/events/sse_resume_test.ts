import { strict as assert } from "node:assert";
import fc from "fast-check";
import { MemoryPlatform } from "@/tests/helpers/memory_platform.ts";
import { type Frame } from "@/tests/helpers/sse_reader.ts";
import {
  isEvent,
  join,
  openHub,
  PAGE,
  platformWith,
  seqs,
  STOPPED,
  upTo,
} from "@/tests/helpers/sse_hub_under_test.ts";

Deno.test("a newcomer gets a snapshot, then what is committed after it", async () => {
  const platform = platformWith(3);
  using hub = openHub(platform);

  const stream = join(hub);
  const first = await stream.until(({ event }) => event === "storage");
  platform.commit(STOPPED);
  const [event] = await stream.until(isEvent);

  assert.deepEqual(first.map((frame) => frame.event), [
    "snapshot",
    "heartbeat",
    "claude",
    "history",
    "storage",
  ]);
  assert.equal(first[0]?.id, "3");
  assert.deepEqual(first[0]?.data.seq, 3);
  assert.deepEqual(event?.data, platform.log[3]);
});

Deno.test("who names the last event that it has gets exactly those after it", async () => {
  const platform = platformWith(2 * PAGE + 3);
  using hub = openHub(platform);
  const last = platform.log.length;

  for (const since of [0, 1, 2, PAGE, last - PAGE, last - 1]) {
    const stream = join(hub, since);
    const frames = await stream.until(({ id }) => id === `${last}`);
    await stream.cancel();

    assert.deepEqual(seqs(frames.filter(isEvent)), upTo(since, last));
    assert.ok(frames.every(({ event }) => event !== "snapshot"));
  }
});

Deno.test("who is up to date gets nothing but what comes next", async () => {
  const platform = platformWith(3);
  using hub = openHub(platform);

  const stream = join(hub, 3);
  platform.commit(STOPPED);
  const frames = await stream.until(isEvent);

  assert.deepEqual(frames.map(({ event, id }) => [event, id]), [
    ["heartbeat", undefined],
    ["claude", undefined],
    ["history", undefined],
    ["storage", undefined],
    ["message", "4"],
  ]);
});

Deno.test("an id that the log has not reached resets the client", async () => {
  const platform = platformWith(3);
  using hub = openHub(platform);

  const stream = join(hub, 1_000);
  const frames = await stream.until(({ event }) => event === "snapshot");
  platform.commit(STOPPED);
  const after = await stream.eventsUntil(4);

  assert.deepEqual(frames.map(({ event, id }) => [event, id]), [
    ["reset", undefined],
    ["snapshot", "3"],
  ]);
  assert.deepEqual(seqs(after), [4]);
});

Deno.test("an id whose successors the log has dropped resets the client", async () => {
  const platform = platformWith(10);
  platform.log.splice(0, 5);
  using hub = openHub(platform);

  const tooOld = join(hub, 3);
  const frames = await tooOld.until(({ event }) => event === "snapshot");
  platform.commit(STOPPED);
  const after = await tooOld.eventsUntil(11);
  const justKept = await join(hub, 5).eventsUntil(11);

  assert.deepEqual(frames.map(({ event }) => event).slice(-2), [
    "reset",
    "snapshot",
  ]);
  assert.deepEqual(seqs(after), [11]);
  assert.deepEqual(seqs(justKept), upTo(5, 11));
});

Deno.test("an emptied log resets the client", async () => {
  const platform = platformWith(10);
  platform.log.splice(0);
  using hub = openHub(platform);

  const stream = join(hub, 3);
  const frames = await stream.until(({ event }) => event === "snapshot");

  assert.equal(frames.at(-1)?.id, "10");
  assert.equal(frames.at(-2)?.event, "reset");
});

Deno.test("a log that cannot be read ends the stream, so that the client comes back", async () => {
  const platform = platformWith(3);
  platform.readEvents = () => Promise.reject(new Error("the store is away"));
  using hub = openHub(platform);

  const stream = join(hub, 0);
  const frames: Frame[] = [];
  for (let f = await stream.next(); f; f = await stream.next()) frames.push(f);

  assert.deepEqual(frames.map(({ event }) => event), [
    "heartbeat",
    "claude",
    "history",
    "storage",
  ]);
  assert.equal(hub.size, 0);
});

Deno.test("who is up to date may resume after a heartbeat, whatever it does not want to hear", async () => {
  const platform = new MemoryPlatform();
  using hub = openHub(platform, { heartbeatMs: 5 });
  const stream = join(hub, 0, "sessions");

  platform.commit(STOPPED, STOPPED);
  const frames = await stream.until(({ id }) => id === "2");

  assert.deepEqual(frames.filter(isEvent), []);
  assert.equal(frames.at(-1)?.event, "heartbeat");
});

Deno.test("what was committed a moment ago is resumed from memory", async () => {
  const platform = platformWith(0);
  using hub = openHub(platform);
  platform.commit(...Array.from({ length: 10 }, () => STOPPED));
  platform.readEvents = () => Promise.reject(new Error("it was read"));

  const events = await join(hub, 3).eventsUntil(10);

  assert.deepEqual(seqs(events), upTo(3, 10));
});

Deno.test("what the store has before it is told comes once", async () => {
  const platform = platformWith(3);
  const read = platform.readEvents.bind(platform);
  platform.readEvents = async (after, limit) => {
    const next = { ...STOPPED, seq: 4, at: "2026-01-01T00:00:00.000Z" };
    return [...await read(after, limit), next].slice(0, limit);
  };
  using hub = openHub(platform, { heartbeatMs: 1 });

  const stream = join(hub, 0);
  const before = await stream.until(({ event, id }) =>
    event === "heartbeat" && id !== undefined
  );
  platform.commit(STOPPED, STOPPED);
  const after = await stream.eventsUntil(5);

  assert.deepEqual(seqs([...before, ...after].filter(isEvent)), upTo(0, 5));
});

Deno.test("a page with a gap, as a pruned history has one, resets at the gap", async () => {
  const platform = platformWith(10);
  platform.log.splice(5, 1);
  using hub = openHub(platform);

  const frames = await join(hub, 2).until(({ event }) => event === "snapshot");

  assert.deepEqual(seqs(frames.filter(isEvent)), [3, 4, 5]);
  assert.equal(frames.at(-1)?.id, "10");
});

Deno.test("what is committed while a replay runs comes exactly once and in order", async () => {
  const scenario = fc.record({
    scheduler: fc.scheduler(),
    before: fc.oneof(fc.nat({ max: 20 }), fc.integer({ min: 480, max: 1_100 })),
    back: fc.nat({ max: 1_100 }),
    commits: fc.array(fc.integer({ min: 1, max: 7 }), { maxLength: 12 }),
    /** Whether a page is of when it was asked for, or of when it arrives. */
    isStale: fc.boolean(),
  });

  await fc.assert(
    fc.asyncProperty(scenario, async (given) => {
      const { scheduler, before, back, commits, isStale } = given;
      const platform = platformWith(before);
      const since = Math.max(0, before - back);
      const read = platform.readEvents.bind(platform);
      platform.readEvents = isStale
        ? (...range) => scheduler.schedule(read(...range))
        : scheduler.scheduleFunction(read);
      using hub = openHub(platform);
      const stream = join(hub, since);
      scheduler.scheduleSequence(commits.map((size) => () => {
        platform.commit(...Array.from({ length: size }, () => STOPPED));
        return Promise.resolve();
      }));
      const last = commits.reduce((sum, size) => sum + size, before);

      const heard = since === last
        ? []
        : await scheduler.waitFor(stream.eventsUntil(last));

      assert.deepEqual(seqs(heard), upTo(since, last));
    }),
    { numRuns: 200 },
  );
});
