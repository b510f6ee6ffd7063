import { strict as assert } from "node:assert";
import fc from "fast-check";
import type { FleetEvent } from "@/domain/event.ts";
import { newAgent } from "@/tests/helpers/memory_agents.ts";
import { RawConnection } from "@/tests/helpers/raw_connection.ts";
import { type ServedGate, serveGate } from "@/tests/helpers/served_gate.ts";
import { parseFrame, SseReader } from "@/tests/helpers/sse_reader.ts";
import { until } from "@/tests/helpers/until.ts";

const STOPPED = { type: "server.stopped", data: {} } as const;
const DROPS = 300;

/** An agent that tests let speak. */
function speaker({ gate: { platform } }: ServedGate): (text: string) => void {
  const agent = newAgent();
  platform.commit({
    type: "agent.created",
    agent_id: agent.id,
    data: { agent },
  });
  return (text) => platform.say(agent.id, text);
}

Deno.test("the stream over the network: snapshot, events, and an end that is told", async () => {
  await using served = serveGate();
  const { platform } = served.gate;
  platform.commit(STOPPED);

  const { body } = await served.fetch("/api/events");
  const stream = new SseReader(body);
  const first = await stream.until(({ event }) => event === "claude");
  platform.commit(STOPPED, STOPPED);
  const events = await stream.eventsUntil(3);
  served.gate[Symbol.dispose]();
  const last = await stream.next();

  assert.equal(first[0]?.event, "snapshot");
  assert.deepEqual(events.map(({ data }) => data), platform.log.slice(1));
  assert.equal(last?.event, "shutdown");
  assert.equal(await stream.next(), undefined);
});

Deno.test("a client that closes its connection is forgotten", async () => {
  await using served = serveGate();
  const readers = await Promise.all(
    Array.from(
      { length: 5 },
      async () => new SseReader((await served.fetch("/api/events")).body),
    ),
  );
  assert.equal(served.gate.sse.size, 5);

  await Promise.all(readers.map((reader) => reader.cancel()));

  await until("no client is left", () => served.gate.sse.size === 0);
});

Deno.test("a client that does not read is cut, others are not", async () => {
  await using served = serveGate();
  const say = speaker(served);
  using silent = await RawConnection.open(served.port);
  await silent.ask("/api/events", served.port);
  await until("it is connected", () => served.gate.sse.size === 1);
  const { body } = await served.fetch("/api/events");
  const reading = new SseReader(body);
  await reading.until(({ event }) => event === "claude");

  while (served.gate.sse.size === 2) {
    for (let n = 0; n < 20; n++) say("x".repeat(12_000));
    await reading.eventsUntil(served.gate.platform.fleet().seq);
    const { seq } = served.gate.platform.fleet();
    assert.ok(seq < 5_000, "it was never cut");
  }

  say("still heard");
  const [event] = await reading.eventsUntil(served.gate.platform.fleet().seq);
  assert.equal(event?.data.data.entry.text.text, "still heard");
  await reading.cancel();
});

Deno.test(`after ${DROPS} drops at any byte the client has the log without a gap or a double`, async () => {
  await using served = serveGate({ pace: { heartbeatMs: 5 } });
  const say = speaker(served);
  const steps = fc.sample(
    fc.record({
      commits: fc.nat({ max: 4 }),
      bytes: fc.integer({ min: 1, max: 900 }),
    }),
    { numRuns: DROPS, seed: 42 },
  );
  const client = new DroppingClient(served);

  for (const { commits, bytes } of steps) {
    for (let n = 0; n < commits; n++) say(`Grüße ${n} …€😀`.repeat(4));
    await client.readBytes(bytes);
  }
  while (client.lastSeq < served.gate.platform.fleet().seq) {
    await client.readBytes(10_000);
  }

  assert.deepEqual(client.log, served.gate.platform.log);
  assert.ok(client.log.length > DROPS);
});

/** A client whose connection breaks after some bytes, and that resumes. */
class DroppingClient {
  readonly log: FleetEvent[] = [];
  lastSeq = 0;

  constructor(private readonly served: ServedGate) {}

  /** Connects, takes so many bytes, or a little less when it is cut, and drops. */
  async readBytes(count: number): Promise<void> {
    const stopping = new AbortController();
    const { body } = await this.served.fetch("/api/events?since=0", {
      headers: this.lastSeq ? { "last-event-id": `${this.lastSeq}` } : {},
      signal: stopping.signal,
    });
    assert.ok(body);
    const bytes = new Uint8Array(count);
    let filled = 0;
    try {
      for await (const chunk of body) {
        const taken = chunk.subarray(0, count - filled);
        bytes.set(taken, filled);
        filled += taken.length;
        if (filled === count) break;
      }
    } catch {
      // Cut by the server: one drop more.
    }
    stopping.abort();
    this.#take(new TextDecoder().decode(bytes.subarray(0, filled)));
  }

  /** Whole frames count; what the drop left of the last one does not. */
  #take(text: string): void {
    for (const block of text.split("\n\n").slice(0, -1)) {
      const frame = parseFrame(block);
      if (frame?.event !== "message") continue;
      this.log.push(frame.data);
      this.lastSeq = Number(frame.id);
    }
  }
}
