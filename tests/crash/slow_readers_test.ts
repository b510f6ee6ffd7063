import { strict as assert } from "node:assert";
import { TOKEN } from "@/tests/helpers/gate_under_test.ts";
import { recordFault } from "@/tests/helpers/fault_record.ts";
import { RawConnection } from "@/tests/helpers/raw_connection.ts";
import { TextLineStream } from "@/tests/helpers/text_line_stream.ts";
import { freePort, until } from "@/tests/helpers/vamp_server.ts";

// `deno task test:streams` runs the whole of it: 60 s with clients that never read.
const seconds = Number(Deno.env.get("VAMP_STALL_SECONDS") ?? 10);
const isWhole = seconds >= 60;
const STALLED = 50;
const PER_SECOND = 150;
const MIB = 2 ** 20;
const HANDSHAKE = [
  "Connection: Upgrade",
  "Upgrade: websocket",
  "Sec-WebSocket-Version: 13",
  "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
];

for (const kind of ["event stream", "WebSocket"] as const) {
  Deno.test(`${STALLED} clients of the ${kind} that never read for ${seconds} s cost little memory, and others no time`, async () => {
    await using server = await startServer();
    await using reader = await readLatencies(server.port);
    await server.talk(PER_SECOND);
    const before = await reader.during(seconds);
    const rssBefore = server.facts().rss;

    const stalled = await Promise.all(
      Array.from({ length: STALLED }, () => stall(server.port, kind)),
    );
    const meanwhile = await reader.during(seconds);
    const rssMost = server.mostRss();
    const left = kind === "WebSocket"
      ? server.facts().sockets
      : server.facts().sse - 1;
    for (const connection of stalled) connection[Symbol.dispose]();
    const after = await reader.during(seconds);

    const grown = (rssMost - rssBefore) / MIB;
    const words = `${kind}: resident memory grew by ${grown.toFixed(1)} MiB; ` +
      `p99 ${
        [before, meanwhile, after].map((ms) => ms.toFixed(1)).join(", ")
      }` +
      ` ms before, with, and after them; load ${Deno.loadavg()[0]}`;
    // deno-lint-ignore no-console -- the numbers that this is run for
    console.info(words);
    assert.equal(left, 0, `${left} were never cut`);
    assert.ok(grown <= 64, words);
    // What other programs do to the machine is in all three.
    const noise = isWhole ? 1.1 : 3;
    assert.ok(meanwhile <= Math.max(before, after) * noise + 5, words);
    await recordFault({ fault: "F26", count: STALLED });
  });
}

/** A connection that asks, and never reads what comes. */
async function stall(
  port: number,
  kind: "event stream" | "WebSocket",
): Promise<RawConnection> {
  const connection = await RawConnection.open(port);
  if (kind === "WebSocket") {
    await connection.ask("/ws?format=events", port, ...HANDSHAKE);
  } else await connection.ask("/api/events", port);
  return connection;
}

/** Reads the event stream, and measures how old each event is when it comes. */
async function readLatencies(port: number) {
  const { body } = await fetch(`http://127.0.0.1:${port}/api/events`, {
    headers: { authorization: `Bearer ${TOKEN}` },
  });
  assert.ok(body);
  const reader = body.getReader();
  let latencies: number[] = [];
  const reading = (async () => {
    const decoder = new TextDecoder();
    for (;;) {
      const { value } = await reader.read();
      if (!value) return;
      const now = performance.timeOrigin + performance.now();
      for (const [, at] of decoder.decode(value).matchAll(/at (\d+\.\d+) /g)) {
        latencies.push(now - Number(at));
      }
    }
  })();
  return {
    /** Their 99th percentile in ms over so many seconds. */
    async during(seconds: number): Promise<number> {
      latencies = [];
      const wanted = seconds * PER_SECOND * 0.9;
      await until(
        () => latencies.length >= wanted || undefined,
        () => `only ${latencies.length} events came`,
        seconds * 1_000 + 60_000,
      );
      return latencies.sort((a, b) => a - b)[
        Math.floor(latencies.length * 0.99)
      ] ?? NaN;
    },
    async [Symbol.asyncDispose]() {
      await reader.cancel();
      await reading;
    },
  };
}

type Facts = {
  readonly rss: number;
  readonly sse: number;
  readonly sockets: number;
};

/** The small server of `tests/fixtures/programs`, in a process of its own. */
async function startServer() {
  const port = freePort();
  const child = new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "-A",
      "--unstable-kv",
      "--no-check",
      "tests/fixtures/programs/stream_server.ts",
      String(port),
    ],
    stdin: "piped",
    stdout: "piped",
    stderr: "null",
  }).spawn();
  const input = child.stdin.getWriter();
  const told: Facts[] = [];
  const reading = (async () => {
    const lines = child.stdout.pipeThrough(new TextDecoderStream())
      .pipeThrough(new TextLineStream());
    for await (const line of lines) told.push(JSON.parse(line));
  })();
  const facts = () => {
    const last = told.at(-1);
    assert.ok(last, "the server said nothing");
    return last;
  };
  await until(() => told.length > 0 || undefined, "the server does not start");
  return {
    port,
    facts,
    mostRss: () => Math.max(...told.map(({ rss }) => rss)),
    talk: (perSecond: number) =>
      input.write(new TextEncoder().encode(`${perSecond}\n`)),
    async [Symbol.asyncDispose]() {
      await input.close();
      await child.status;
      await reading;
    },
  };
}
