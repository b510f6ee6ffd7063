import { strict as assert } from "node:assert";
import fc from "fast-check";
import { TOKEN } from "@/tests/helpers/gate_under_test.ts";
import { madeUpFrame, madeUpWire } from "@/tests/helpers/made_up_requests.ts";
import { type ServedGate, serveGate } from "@/tests/helpers/served_gate.ts";

const COUNT = Number(Deno.env.get("VAMP_FUZZ") ?? 2_000);
const SEED = 20_260_102;
const CONNECTIONS_AT_ONCE = 32;
const FRAMES_OF_A_SOCKET = 20;
/** What one server gets: requests, or sockets with their frames. */
const IN_A_ROUND = 500;
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
  const decoder = new TextDecoder();
  const buffer = new Uint8Array(65_536);
  try {
    for (const part of parts) {
      for (let at = 0; at < part.length;) {
        at += await connection.write(part.subarray(at));
      }
      // Frames go to a socket that is open.
      if (part === parts[0] && parts.length > 1) {
        const count = await connection.read(buffer) ?? 0;
        text += decoder.decode(buffer.subarray(0, count), { stream: true });
      }
    }
    await connection.closeWrite();
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

/** Sends all of them, some at once. */
async function each<T>(
  all: readonly T[],
  send: (one: T) => Promise<void>,
): Promise<void> {
  const rest = all.values();
  const worker = async () => {
    for (const one of rest) await send(one);
  };
  await Promise.all(Array.from({ length: CONNECTIONS_AT_ONCE }, worker));
}

/**
 * Lets servers have made-up values, `IN_A_ROUND` of them each, so that what one
 * was told to keep does not slow it down.
 *
 * @returns by how much the memory grew while the second half went on, in bytes.
 */
async function inRounds<T>(
  arbitrary: fc.Arbitrary<T>,
  count: number,
  round: (served: ServedGate, values: readonly T[]) => Promise<void>,
): Promise<number> {
  let half = 0;
  for (let from = 0; from < count; from += IN_A_ROUND) {
    await using served = serveGate();
    const numRuns = Math.min(IN_A_ROUND, count - from);
    await round(
      served,
      fc.sample(arbitrary, { numRuns, seed: SEED + from }),
    );
    await assertWell(served);
    if (from <= count / 2) half = Deno.memoryUsage().rss;
  }
  return Deno.memoryUsage().rss - half;
}

async function assertWell(served: ServedGate): Promise<void> {
  const answer = await served.fetch("/api/health");
  assert.equal(answer.status, 200);
  await answer.body?.cancel();
  assert.deepEqual(served.gate.errors, []);
}

Deno.test(`${COUNT} made-up requests over the wire end in answers below 500, and the memory stays`, async () => {
  const bad: string[] = [];
  let answered = 0;

  const growth = await inRounds(
    madeUpWire,
    COUNT,
    ({ port }, texts) =>
      each(texts, async (text) => {
        const wire = text.replaceAll("PORT", `${port}`)
          .replaceAll("TOKEN", TOKEN);
        const answer = await exchange(port, [encoder.encode(wire)]);
        if (answer.startsWith("HTTP/1.")) answered++;
        if (/^HTTP\/1\.[01] 5/m.test(answer)) bad.push(`${wire}\n→ ${answer}`);
      }),
  );

  assert.deepEqual(bad, []);
  assert.ok(answered > COUNT * 0.8, `${answered} were answered`);
  assert.ok(growth < MOST_GROWTH, `grew by ${growth} bytes`);
});

Deno.test(`${COUNT} made-up frames leave the sockets of others alone, and the memory stays`, async () => {
  const sockets = Math.ceil(COUNT / FRAMES_OF_A_SOCKET);
  const frames = fc.array(madeUpFrame, {
    minLength: FRAMES_OF_A_SOCKET,
    maxLength: FRAMES_OF_A_SOCKET,
  });
  let upgraded = 0;

  const growth = await inRounds(
    frames,
    sockets,
    ({ port }, all) =>
      each(all, async (sent) => {
        const answer = await exchange(port, [handshake(port), ...sent]);
        if (answer.startsWith("HTTP/1.1 101")) upgraded++;
      }),
  );

  assert.equal(upgraded, sockets);
  assert.ok(growth < MOST_GROWTH, `grew by ${growth} bytes`);
});

function handshake(port: number): Uint8Array {
  return encoder.encode(
    [
      `GET /ws HTTP/1.1`,
      `Host: 127.0.0.1:${port}`,
      `Authorization: Bearer ${TOKEN}`,
      "Connection: Upgrade",
      "Upgrade: websocket",
      "Sec-WebSocket-Version: 13",
      "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
      "",
      "",
    ].join("\r\n"),
  );
}
