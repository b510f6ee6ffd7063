import assert from "node:assert/strict";
import fc from "fast-check";
import { follow } from "@/client/events/follow.ts";
import type { ClientOptions } from "@/client/options.ts";
import type { FleetEvent, StreamItem } from "@/client/types/event.ts";
import { TOKEN } from "@/tests/helpers/gate_under_test.ts";
import { type ServedGate, serveGate } from "@/tests/helpers/served_gate.ts";

const STOPPED = { type: "server.stopped", data: {} } as const;
const soon = () => Promise.resolve();

/** Whoever follows the events of this server, without pauses. */
function clientOf(
  { origin }: ServedGate,
  more: Partial<ClientOptions> = {},
): ClientOptions {
  return { url: origin, token: TOKEN, wait: soon, ...more };
}

/** A network that cuts each answer after so many bytes, as long as there are cuts left. */
function cutting(cuts: readonly number[]): typeof fetch {
  const left = [...cuts];
  return async (input, init) => {
    const answer = await fetch(input, init);
    const cutAt = left.shift();
    if (cutAt === undefined) return answer;
    let bytes = 0;
    const body = answer.body?.pipeThrough(
      new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
        transform(piece, controller) {
          controller.enqueue(piece.subarray(0, cutAt - bytes));
          bytes += piece.length;
          if (bytes > cutAt) controller.error(new Error("cut"));
        },
      }),
    );
    return new Response(body, answer);
  };
}

/** The events of a stream up to number `seq`. */
async function eventsUntil(
  items: AsyncIterable<StreamItem>,
  seq: number,
): Promise<FleetEvent[]> {
  const events: FleetEvent[] = [];
  for await (const item of items) {
    if (item.kind !== "event") continue;
    events.push(item.event);
    if (item.event.seq >= seq) break;
  }
  return events;
}

Deno.test("without a place, a snapshot comes first and then what happens", async () => {
  await using served = serveGate();
  const { platform } = served.gate;
  platform.commit(STOPPED);
  const items: StreamItem[] = [];

  for await (const item of follow(clientOf(served))) {
    items.push(item);
    if (item.kind === "snapshot") platform.commit(STOPPED);
    if (item.kind === "event") break;
  }

  const snapshot = items.find(({ kind }) => kind === "snapshot");
  assert.ok(snapshot?.kind === "snapshot");
  assert.equal(snapshot.seq, 1);
  assert.equal(snapshot.reset, false);
  assert.deepEqual(items.at(-1), { kind: "event", event: platform.log[1] });
});

Deno.test("however often the connection breaks, every event comes once and in order", async () => {
  const cuts = fc.array(fc.integer({ min: 0, max: 2_000 }), { maxLength: 12 });

  await fc.assert(
    fc.asyncProperty(cuts, fc.nat(10), async (cutAt, since) => {
      await using served = serveGate();
      for (let n = 0; n < 30; n++) served.gate.platform.commit(STOPPED);

      const options = clientOf(served, { fetch: cutting(cutAt) });
      const events = await eventsUntil(follow(options, { since }), 30);

      assert.deepEqual(events, served.gate.platform.log.slice(since));
    }),
    { numRuns: 30 },
  );
});

Deno.test("a place that is not of this log leads to a snapshot that says so", async () => {
  await using served = serveGate();
  const { platform } = served.gate;
  platform.commit(STOPPED, STOPPED);
  const items: StreamItem[] = [];

  for await (const item of follow(clientOf(served), { since: 1_000 })) {
    items.push(item);
    if (item.kind === "snapshot") platform.commit(STOPPED);
    if (item.kind === "event") break;
  }

  const snapshot = items.find(({ kind }) => kind === "snapshot");
  assert.ok(snapshot?.kind === "snapshot");
  assert.deepEqual([snapshot.seq, snapshot.reset], [2, true]);
  assert.deepEqual(items.at(-1), { kind: "event", event: platform.log[2] });
});

Deno.test("a stream that falls silent is opened anew", async () => {
  await using served = serveGate();
  served.gate.platform.commit(STOPPED);
  let opened = 0;
  const silentFirst: typeof fetch = (input, init) => {
    opened++;
    if (opened > 1) return fetch(input, init);
    const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
      start: (controller) =>
        init?.signal?.addEventListener(
          "abort",
          () => controller.error(init.signal?.reason),
        ),
    });
    return Promise.resolve(new Response(body));
  };

  const events = await eventsUntil(
    follow(clientOf(served, { fetch: silentFirst }), {
      since: 0,
      silenceMs: 20,
    }),
    1,
  );

  assert.equal(events.length, 1);
  assert.equal(opened, 2);
});

Deno.test("a wrong token is told, and not tried again", async () => {
  await using served = serveGate();
  const items = follow(clientOf(served, { token: "wrong" }));

  await assert.rejects(items.next(), { code: "unauthorized", status: 401 });
});

Deno.test("whoever stops listening closes the connection, whoever aborts gets the reason", async () => {
  await using served = serveGate();
  const stop = new AbortController();
  const items = follow(clientOf(served), { signal: stop.signal });
  await items.next();

  stop.abort(new Error("enough"));

  await assert.rejects(
    async () => {
      for await (const _ of items);
    },
    { message: "enough" },
  );
});
