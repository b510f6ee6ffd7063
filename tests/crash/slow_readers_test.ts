import { strict as assert } from "node:assert";
import { TOKEN } from "@/tests/helpers/gate_under_test.ts";
import { IS_LONG, recordFault } from "@/tests/helpers/fault_record.ts";
import { RawConnection } from "@/tests/helpers/raw_connection.ts";
import { SocketClient } from "@/tests/helpers/socket_client.ts";
import { TextLineStream } from "@/tests/helpers/text_line_stream.ts";
import { freePort, until } from "@/tests/helpers/vamp_server.ts";

// `deno task test:streams` runs the whole of it: 60 s with clients that never read.
const seconds = Number(Deno.env.get("VAMP_STALL_SECONDS") ?? 10);
const isWhole = seconds >= 60;
const STALLED = 50;
/** Long enough that all of them are cut. */
const ROUND_SECONDS = isWhole ? 12 : 7;
/** What is measured before they come: less, where no numbers are published. */
const BEFORE_SECONDS = isWhole ? ROUND_SECONDS : 2;
const ROUNDS = isWhole ? Math.round(seconds / ROUND_SECONDS) : 1;
/** Of a p99 of some ms a tenth is less than a timer's grain. */
const SLACK_MS = 1;
const HELD_UP_MS = 1_000;
const PER_SECOND = 150;
/** What a client that reads too slowly, or not at all, may have at most. */
const CUT_WITHIN_MS = 45_000;
/** After which a silent socket is gone: in the long form as in the server. */
const IDLE_SECONDS = IS_LONG ? 30 : 2;
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
    await reader.during(BEFORE_SECONDS);
    const without: number[] = [];
    const among: number[] = [];
    const grown: number[] = [];
    let left = 0;

    // By turns, so that what else the machine does is in both alike.
    for (let round = 0; round < ROUNDS; round++) {
      without.push(await reader.during(BEFORE_SECONDS));
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

Deno.test("F27: clients that read a KiB a second are cut within 45 s, others wait for none of them, and what was theirs is free again", async () => {
  const each = 10;
  await using server = await startServer();
  await using reader = await readLatencies(server.port);
  await server.talk(PER_SECOND);
  await reader.during(2);
  const before = server.mark();
  const slow = new DisposableStack();
  for (const kind of ["event stream", "WebSocket"] as const) {
    for (let n = 0; n < each; n++) {
      const connection = slow.use(await stall(server.port, kind));
      void connection.trickle(1_024, 1_000);
    }
  }
  await server.until(
    ({ sse, sockets }) => sse === 1 + each && sockets === each,
  );

  const began = performance.now();
  await server.until(
    ({ sse, sockets }) => sse === 1 && sockets === 0,
    CUT_WITHIN_MS,
  );
  const cutMs = performance.now() - began;
  const p99Ms = await reader.during(2);
  const grownMib = server.mostRssSince(before) / MIB;
  slow.dispose();
  const { descriptors } = server.at(before);
  await server.until((now) => now.descriptors <= descriptors);

  // deno-lint-ignore no-console -- the numbers that this is run for
  console.info(
    `cut after ${Math.round(cutMs)} ms; p99 ${p99Ms.toFixed(1)} ms; ` +
      `resident memory grew by ${grownMib.toFixed(1)} MiB`,
  );
  assert.ok(p99Ms <= HELD_UP_MS, `${p99Ms} ms`);
  assert.ok(grownMib <= 64, `${grownMib} MiB`);
  await recordFault({ fault: "F27", count: 2 * each });
});

Deno.test(`F27: sockets whose clients are gone without a word are closed after ${IDLE_SECONDS} s, though nothing is sent; who answers stays`, async () => {
  await using server = await startServer(IDLE_SECONDS);
  // So little that the server's memory is not that of its own talk.
  const perSecond = 20;
  await using reader = await readLatencies(server.port, perSecond);
  await server.talk(perSecond);
  // What its topic tells, a quiet fleet never does.
  const quiet = "?format=events&topics=tasks";
  await using there = await SocketClient.open(server.port, quiet);
  await reader.during(2);
  const before = server.mark();
  using gone = new DisposableStack();
  for (let n = 0; n < STALLED; n++) {
    const connection = gone.use(await RawConnection.open(server.port));
    await connection.ask(`/ws${quiet}`, server.port, ...HANDSHAKE);
  }
  const { descriptors } = server.at(before);
  await server.until((now) =>
    now.sockets === 1 + STALLED && now.descriptors >= descriptors + STALLED
  );

  const began = performance.now();
  await server.until(({ sockets }) => sockets === 1, CUT_WITHIN_MS);
  const cutMs = performance.now() - began;
  // Theirs are closed though the clients still hold their ends.
  await server.until((now) => now.descriptors <= descriptors);
  const p99Ms = await reader.during(2);
  const grownMib = server.mostRssSince(before) / MIB;

  // deno-lint-ignore no-console -- the numbers that this is run for
  console.info(
    `cut after ${Math.round(cutMs)} ms; p99 ${p99Ms.toFixed(1)} ms; ` +
      `resident memory grew by ${grownMib.toFixed(1)} MiB`,
  );
  assert.ok(p99Ms <= HELD_UP_MS, `${p99Ms} ms`);
  assert.ok(grownMib <= 64, `${grownMib} MiB`);
  await there.settled();
  assert.equal(server.facts().sockets, 1);
  await recordFault({ fault: "F27", count: STALLED });
});

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
async function readLatencies(port: number, perSecond = PER_SECOND) {
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
      const wanted = seconds * perSecond * 0.9;
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
  readonly descriptors: number;
  readonly sse: number;
  readonly sockets: number;
};

/** The small server of `tests/fixtures/programs`, in a process of its own. */
async function startServer(idleSeconds = 30) {
  const port = freePort();
  const child = new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "-A",
      "--unstable-kv",
      "--no-check",
      "tests/fixtures/programs/stream_server.ts",
      String(port),
      String(idleSeconds),
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
  const at = (mark: number) => {
    const facts = told.at(mark);
    assert.ok(facts, "the server said nothing");
    return facts;
  };
  const facts = () => at(-1);
  await until(() => told.length > 0 || undefined, "the server does not start");
  return {
    port,
    facts,
    /** What it said at that moment. */
    at,
    /** Waits until it says so of itself. */
    until: (holds: (facts: Facts) => boolean, deadlineMs?: number) =>
      until(
        () => holds(facts()) || undefined,
        () => `it says ${JSON.stringify(facts())}`,
        deadlineMs,
      ),
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
