import { strict as assert } from "node:assert";
import fc from "fast-check";
import { TOKEN } from "@/tests/helpers/gate_under_test.ts";
import { madeUpFrame, madeUpWire } from "@/tests/helpers/made_up_requests.ts";
import { type ServedGate, serveGate } from "@/tests/helpers/served_gate.ts";

const COUNT = Number(Deno.env.get("VAMP_FUZZ") ?? 2_000);
const SEED = 20_260_102;
const CONNECTIONS_AT_ONCE = 32;
const FRAMES_OF_A_SOCKET = 20;
/** The other side may wait for more: then this one goes. */
const PATIENCE_MS = 300;
/** What the memory may grow by while the second half goes on, in bytes. */
const MOST_GROWTH = 96 * 1024 * 1024;

const encoder = new TextEncoder();

/** Sends the bytes and gives what came back before the end, or before patience did. */
async function exchange(port: number, parts: readonly Uint8Array[]) {
  const connection = await Deno.connect({ hostname: "127.0.0.1", port });
  const timer = setTimeout(() => connection.close(), PATIENCE_MS);
  let text = "";
  try {
    for (const part of parts) {
      for (let at = 0; at < part.length;) {
        at += await connection.write(part.subarray(at));
      }
    }
    await connection.closeWrite();
    const decoder = new TextDecoder();
    const buffer = new Uint8Array(65_536);
    for (
      let count = await connection.read(buffer);
      count !== null;
      count = await connection.read(buffer)
    ) text += decoder.decode(buffer.subarray(0, count), { stream: true });
  } catch {
    // The server closed it, or patience is over: both are answers.
  } finally {
    clearTimeout(timer);
    try {
      connection.close();
    } catch {
      // Patience has closed it.
    }
  }
  return text;
}

/** Runs through all of them, some at once, and looks at the memory half way and at the end. */
async function through<T>(
  all: Iterable<T>,
  count: number,
  run: (each: T) => Promise<void>,
): Promise<number> {
  const items = all[Symbol.iterator]();
  let done = 0;
  let half = 0;
  const worker = async () => {
    for (let next = items.next(); !next.done; next = items.next()) {
      await run(next.value);
      done++;
      if (done === Math.floor(count / 2)) half = Deno.memoryUsage().rss;
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS_AT_ONCE }, worker));
  return Deno.memoryUsage().rss - half;
}

/** Values of the arbitrary, a thousand at a time, so that not all are there at once. */
function* made<T>(arbitrary: fc.Arbitrary<T>, count: number): Generator<T> {
  for (let from = 0; from < count; from += 1_000) {
    const numRuns = Math.min(1_000, count - from);
    yield* fc.sample(arbitrary, { numRuns, seed: SEED + from });
  }
}

async function assertWell(served: ServedGate): Promise<void> {
  const answer = await served.fetch("/api/health");
  assert.equal(answer.status, 200);
  await answer.body?.cancel();
  assert.deepEqual(served.gate.errors, []);
}

Deno.test(`${COUNT} made-up requests over the wire end in answers below 500, and the memory stays`, async () => {
  await using served = serveGate();
  const bad: string[] = [];

  const growth = await through(
    made(madeUpWire, COUNT),
    COUNT,
    async (text) => {
      const wire = text.replaceAll("PORT", `${served.port}`)
        .replaceAll("TOKEN", TOKEN);
      const answer = await exchange(served.port, [encoder.encode(wire)]);
      if (/^HTTP\/1\.[01] 5/m.test(answer)) bad.push(`${wire}\n→ ${answer}`);
    },
  );

  assert.deepEqual(bad, []);
  await assertWell(served);
  assert.ok(growth < MOST_GROWTH, `grew by ${growth} bytes`);
});

Deno.test(`${COUNT} made-up frames leave the sockets of others alone, and the memory stays`, async () => {
  await using served = serveGate();
  const handshake = encoder.encode([
    `GET /ws HTTP/1.1`,
    `Host: 127.0.0.1:${served.port}`,
    `Authorization: Bearer ${TOKEN}`,
    "Connection: Upgrade",
    "Upgrade: websocket",
    "Sec-WebSocket-Version: 13",
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
    "",
    "",
  ].join("\r\n"));
  const sockets = Math.ceil(COUNT / FRAMES_OF_A_SOCKET);
  const frames = fc.array(madeUpFrame, {
    minLength: FRAMES_OF_A_SOCKET,
    maxLength: FRAMES_OF_A_SOCKET,
  });
  let upgraded = 0;

  const growth = await through(
    made(frames, sockets),
    sockets,
    async (sent) => {
      const answer = await exchange(served.port, [handshake, ...sent]);
      if (answer.startsWith("HTTP/1.1 101")) upgraded++;
    },
  );

  assert.equal(upgraded, sockets);
  await assertWell(served);
  assert.ok(growth < MOST_GROWTH, `grew by ${growth} bytes`);
});
