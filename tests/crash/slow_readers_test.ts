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
/** Long enough that all of them are cut. */
const ROUND_SECONDS = isWhole ? 12 : 7;
const ROUNDS = isWhole ? Math.round(seconds / ROUND_SECONDS) : 1;
/** Of a p99 of some ms a tenth is less than a timer's grain. */
const SLACK_MS = 1;
const HELD_UP_MS = 1_000;
const PER_SECOND = 150;
const MIB = 2 ** 20;
const HANDSHAKE = [
  "Connection: Upgrade",
  "Upgrade: websocket",
  "Sec-WebSocket-Version: 13",
  "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
];

for (const kind of ["event stream", "WebSocket"] as const) {
  Deno.test(`${STALLED} clients of the ${kind} that never read, ${ROUNDS} times for ${ROUND_SECONDS} s, cost little memory, and others no time`, async () => {
    await using server = await startServer();
    await using reader = await readLatencies(server.port);
    await server.talk(PER_SECOND);
    await reader.during(ROUND_SECONDS);
    const without: number[] = [];
    const among: number[] = [];
    const grown: number[] = [];
    let left = 0;

    // By turns, so that what else the machine does is in both alike.
    for (let round = 0; round < ROUNDS; round++) {
      without.push(await reader.during(ROUND_SECONDS));
      const from = server.mark();
      const stalled = await Promise.all(
        Array.from({ length: STALLED }, () => stall(server.port, kind)),
      );
      // That fifty come at once is a moment's work; what they cost while they
      // are there is asked.
      await reader.during(1);
      among.push(await reader.during(ROUND_SECONDS));
      // Against what was there just before: the heap grows and shrinks by itself.
      grown.push(server.mostRssSince(from) / MIB);
      const { sockets, sse } = server.facts();
      left += kind === "WebSocket" ? sockets : sse - 1;
      for (const connection of stalled) connection[Symbol.dispose]();
    }

    const [usual, meanwhile] = [median(without), median(among)];
    const words = `${kind}: resident memory grew by ${shown(grown)} MiB; ` +
      `p99 ${usual.toFixed(1)} ms without them (${shown(without)}), ` +
      `${meanwhile.toFixed(1)} ms among them (${shown(among)}); ` +
      `load ${Deno.loadavg()[0]?.toFixed(1)}`;
    // deno-lint-ignore no-console -- the numbers that this is run for
    console.info(words);
    assert.equal(left, 0, `${left} were never cut`);
    assert.ok(median(grown) <= 64, words);
    // On a machine that does nothing else, all rounds are alike; one round
    // beside other tests tells alone that nobody is held up.
    const most = isWhole ? Math.max(...without) * 1.1 + SLACK_MS : HELD_UP_MS;
    assert.ok(meanwhile <= most, words);
    await recordFault({ fault: "F26", count: STALLED });
  });
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

const shown = (values: readonly number[]) =>
  values.map((ms) => ms.toFixed(1)).join(", ");

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
    /** A moment, to say later what came after it. */
    mark: () => told.length - 1,
    /** By how many bytes it grew since then, at its largest. */
    mostRssSince: (mark: number) =>
      Math.max(...told.slice(mark).map(({ rss }) => rss)) -
      (told[mark]?.rss ?? 0),
    talk: (perSecond: number) =>
      input.write(new TextEncoder().encode(`${perSecond}\n`)),
    async [Symbol.asyncDispose]() {
      await input.close();
      await child.status;
      await reading;
    },
  };
}
