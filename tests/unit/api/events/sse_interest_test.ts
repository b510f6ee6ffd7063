import { strict as assert } from "node:assert";
import { parseInterest } from "@/api/events/topics.ts";
import { MemoryPlatform } from "@/tests/helpers/memory_platform.ts";
import { SseReader } from "@/tests/helpers/sse_reader.ts";
import {
  isEvent,
  join,
  newAgentId,
  openHub,
  seqs,
  STOPPED,
} from "@/tests/helpers/sse_hub_under_test.ts";

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
