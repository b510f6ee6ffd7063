// Long, because every promise of one stream is tested with the same log.
import { strict as assert } from "node:assert";
import fc from "fast-check";
import { CutClients } from "@/api/events/cut_clients.ts";
import { SseHub, type StreamPace } from "@/api/events/sse_hub.ts";
import { parseInterest } from "@/api/events/topics.ts";
import type { AgentId } from "@/domain/ids.ts";
import { MemoryPlatform } from "@/tests/helpers/memory_platform.ts";
import { type Frame, SseReader } from "@/tests/helpers/sse_reader.ts";

const STOPPED = { type: "server.stopped", data: {} } as const;
const PAGE = 500;

/** A platform whose log has this many events. */
function platformWith(events: number): MemoryPlatform {
  const platform = new MemoryPlatform();
  platform.commit(...Array.from({ length: events }, () => STOPPED));
  return platform;
}

/** Everything goes out at once, unless the test wants it otherwise. */
function openHub(
  platform: MemoryPlatform,
  pace: Partial<StreamPace> = {},
  onCut?: (behindBytes: number) => void,
): SseHub {
  const now = () => "2026-01-01T00:00:00.000Z";
  return new SseHub(platform, now, { batchMs: 0, ...pace }, onCut);
}

function join(hub: SseHub, since?: number, topics?: string): SseReader {
  const parsed = parseInterest(topics);
  assert.ok(parsed);
  return new SseReader(hub.open(parsed, since));
}

async function newAgentId(platform: MemoryPlatform): Promise<AgentId> {
  const made = await platform.createAgent({
    role: "worker",
    model: "sonnet",
    permission_mode: "default",
    allowed_tools: [],
    resource_limits: {},
  });
  assert.ok(made.ok);
  return made.value.id;
}

const isEvent = ({ event }: Frame) => event === "message";
const seqs = (frames: readonly Frame[]) => frames.map(({ id }) => Number(id));
const upTo = (from: number, to: number) =>
  Array.from({ length: Math.max(0, to - from) }, (_, n) => from + n + 1);

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

Deno.test("topics choose what is heard", async () => {
  const platform = new MemoryPlatform();
  using hub = openHub(platform);
  const [ann, ben] = [await newAgentId(platform), await newAgentId(platform)];
  const start = platform.fleet().seq;
  const topics = [
    undefined,
    "fleet",
    "transcripts",
    `transcript:${ann}`,
    `fleet, transcript:${ben}`,
    `transcript:${ann},transcript:${ben}`,
  ];
  const streams = topics.map((names) => join(hub, start, names));
  const live = streams.map((stream) =>
    stream.until(({ event }) => event === "heartbeat")
  );
  await Promise.all(live);

  platform.say(ann, "a"); // + 1
  platform.say(ben, "b"); // + 2
  platform.commit(STOPPED); // + 3
  hub[Symbol.dispose]();
  const heard = await Promise.all(streams.map(async (stream) => {
    const frames = await stream.until(({ event }) => event === "shutdown");
    return seqs(frames.filter(isEvent)).map((seq) => seq - start);
  }));

  assert.deepEqual(heard, [[1, 2, 3], [3], [1, 2], [1], [2, 3], [1, 2]]);
});

Deno.test("each topic has its events, and the fleet is all of them but transcripts", async () => {
  const platform = new MemoryPlatform();
  using hub = openHub(platform, { heartbeatMs: 1 });
  const ann = await newAgentId(platform);
  const task = await platform.assignTask(ann, {
    description: "x",
    priority: 0,
  });
  assert.ok(task.ok);
  await platform.createSession("one");
  await platform.pauseQueue("a break");
  platform.say(ann, "a");
  platform.commit(STOPPED);
  const heard = async (topics: string) => {
    const stream = join(hub, 0, topics);
    // A heartbeat of who is up to date has an id, and comes after all events.
    const frames = await stream.until(({ id, event }) =>
      event === "heartbeat" && id !== undefined
    );
    await stream.cancel();
    return frames.filter(isEvent).map(({ data }) => data.type);
  };

  const all = platform.log.map(({ type }) => type);
  assert.deepEqual(await heard("system"), ["server.stopped"]);
  assert.deepEqual(await heard("fleet,transcripts"), all);
  assert.deepEqual(await heard("agents,system"), [
    ...all.filter((type) => type.startsWith("agent.")),
    "server.stopped",
  ]);
  assert.deepEqual(await heard("tasks,system"), [
    "task.created",
    "queue.paused",
    "server.stopped",
  ]);
  assert.deepEqual(await heard("sessions,transcripts,system"), [
    "session.created",
    "transcript.appended",
    "server.stopped",
  ]);
});

Deno.test("a filter leaves events alone that name its agent", async () => {
  const platform = new MemoryPlatform();
  using hub = openHub(platform);
  const [ann, ben] = [await newAgentId(platform), await newAgentId(platform)];
  const interest = parseInterest("fleet,transcripts", { agent_id: ben });
  assert.ok(interest);
  platform.say(ann, "a");
  platform.say(ben, "b");

  const stream = new SseReader(hub.open(interest, 0));
  await stream.until(({ data }) => data.type === "transcript.appended");
  platform.say(ann, "c");
  platform.commit(STOPPED);
  platform.say(ben, "d");
  const [next] = await stream.until(isEvent);

  assert.equal(next?.data.agent_id, ben);
  assert.equal(next?.data.data.entry.text.text, "d");
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

Deno.test("unknown topics are not understood", () => {
  const unknown = ["agent", "fleet,x", "transcript", "transcript:", "*"];

  for (const text of unknown) {
    assert.equal(parseInterest(text), undefined, text);
  }
});

Deno.test("pieces of an unfinished block go to who follows that agent alone", async () => {
  const platform = new MemoryPlatform();
  using hub = openHub(platform);
  const [ann, ben] = [await newAgentId(platform), await newAgentId(platform)];
  const names = ["fleet,transcripts", `transcript:${ann}`, `transcript:${ben}`];
  const streams = names.map((topics) => join(hub, undefined, topics));
  await Promise.all(
    streams.map((stream) => stream.until(({ event }) => event === "heartbeat")),
  );
  const delta = {
    type: "transcript.delta",
    agent_id: ann,
    message_id: "m",
    block_index: 0,
    of: "text",
    text: "Hel",
  } as const;

  platform.publish(delta);
  hub[Symbol.dispose]();

  const heard = await Promise.all(streams.map(async (stream) => {
    const frames = await stream.until(({ event }) => event === "shutdown");
    return frames.filter(({ event }) => event === "delta");
  }));
  assert.deepEqual(heard.map(({ length }) => length), [0, 1, 0]);
  assert.deepEqual(heard[1]?.[0], {
    event: "delta",
    id: undefined,
    data: delta,
  });
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
