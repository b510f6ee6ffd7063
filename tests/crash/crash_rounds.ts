import { strict as assert } from "node:assert";
import { join } from "node:path";
import { LiveStore } from "@/db/kv/live_store.ts";
import { openHistory } from "@/db/pg/open_history.ts";
import { FleetEvent } from "@/domain/event.ts";
import { followLog } from "@/parts/follow_log.ts";
import { type SeededRandom, seededRandom } from "@/model/seeded_random.ts";
import {
  allRecords,
  assertHistoryIs,
  assertReplayed,
  wholeLog,
} from "@/tests/helpers/history_and_log.ts";
import { tempDirectory } from "@/tests/helpers/temp_directory.ts";
import { until } from "@/tests/helpers/until.ts";

/** What a run of crashes came to. */
export type CrashSummary = {
  readonly rounds: number;
  readonly acknowledged: number;
  readonly events: number;
};

/** Lives on one data folder: what they leave has to fit into the kept log. */
const ROUNDS_OF_FOLDER = 20;
const MOST_COMMANDS = 1_500;
const MOST_STARTING_MS = 1_000;
const MOST_MS_AFTER_OPENING = 150;
// A busy host is slow, and that is no loss.
const ANSWER_WITHIN_MS = 300_000;
const CAUGHT_UP_WITHIN_MS = 600_000;

/**
 * Starts the stores, kills them at a random moment without a warning, and
 * starts them again, so many times; then looks at what is left: every
 * acknowledged command is there, the log has neither gap nor double, the
 * records are what it leads to, and the history has all of it once.
 *
 * @param options.url A Postgres database for each data folder; the embedded
 * engine without it.
 */
export async function crashRounds(options: {
  readonly rounds: number;
  readonly seed: string;
  readonly url?: () => Promise<string>;
  readonly say: (line: string) => void;
}): Promise<CrashSummary> {
  const { seed, say } = options;
  let summary: CrashSummary = { rounds: 0, acknowledged: 0, events: 0 };
  while (summary.rounds < options.rounds) {
    await using folder = await tempDirectory();
    const url = await options.url?.();
    const lives = Math.min(ROUNDS_OF_FOLDER, options.rounds - summary.rounds);
    const acknowledged: FleetEvent[] = [];
    for (let life = 0; life < lives; life++) {
      const name = `${seed}-${summary.rounds + life}`;
      const moment = life === 0
        ? anyMoment.afterOpening(seededRandom(name))
        : momentOf(seededRandom(name));
      const { events } = await oneLife(folder.path, url, name, moment);
      acknowledged.push(...events);
      say(`${name}: killed ${moment.words}, ${events.length} events told`);
    }
    const events = await inspect(folder.path, url, acknowledged);
    say(`all is well after ${lives} lives: ${events} events in the log`);
    summary = {
      rounds: summary.rounds + lives,
      acknowledged: summary.acknowledged + acknowledged.length,
      events: summary.events + events,
    };
  }
  return summary;
}

/** When one life ends: after a time, or some time after a line of the program. */
type Moment = {
  readonly words: string;
  /** Lines of this kind that come before. */
  readonly after: RegExp | undefined;
  readonly count: number;
  readonly ms: number;
};

const anyMoment = {
  starting: (random: SeededRandom): Moment => {
    const ms = random.between(50, MOST_STARTING_MS);
    return {
      words: `${ms} ms after its start`,
      after: undefined,
      count: 0,
      ms,
    };
  },
  working: (random: SeededRandom): Moment => {
    const count = random.between(1, MOST_COMMANDS);
    const words = `after ${count} commands`;
    return { words, after: /^acknowledged /, count, ms: 0 };
  },
  afterOpening: (random: SeededRandom): Moment => {
    const ms = random.between(0, MOST_MS_AFTER_OPENING);
    const words = `${ms} ms after the history was there`;
    return { words, after: /^history (healthy|behind)/, count: 1, ms };
  },
};

function momentOf(random: SeededRandom): Moment {
  const kinds = Object.values(anyMoment);
  const kind = kinds[random.between(0, kinds.length - 1)];
  return (kind ?? anyMoment.working)(random);
}

async function oneLife(
  folder: string,
  url: string | undefined,
  name: string,
  moment: Moment,
): Promise<{ readonly events: readonly FleetEvent[] }> {
  const program = new URL("crash_server.ts", import.meta.url).pathname;
  const seed = seededRandom(name).between(1, 1_000_000);
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--quiet", program, folder, String(seed), url ?? ""],
    stdin: "null",
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  const killed = Promise.withResolvers<void>();
  const endAfter = (ms: number) =>
    setTimeout(() => {
      child.kill("SIGKILL");
      killed.resolve();
    }, ms);
  let timer = endAfter(moment.after ? ANSWER_WITHIN_MS : moment.ms);
  let inTime = moment.after === undefined;
  let seen = 0;
  let whole: string[] = [];
  for await (const line of linesOf(child.stdout)) {
    whole.push(line);
    if (!moment.after?.test(line) || ++seen !== moment.count) continue;
    inTime = true;
    clearTimeout(timer);
    timer = endAfter(moment.ms);
  }
  await killed.promise;
  const { signal } = await child.status;
  assert.equal(signal, "SIGKILL", `life ${name} ended by itself`);
  assert.ok(inTime, `life ${name} did not come so far: ${whole.at(-1)}`);
  whole = whole.filter((line) => line.startsWith("acknowledged "));
  return {
    events: whole.flatMap((line) =>
      FleetEvent.array().parse(JSON.parse(line.slice("acknowledged ".length)))
    ),
  };
}

/** Lines that were written to their end; what a kill tore apart is none. */
function linesOf(stream: ReadableStream<Uint8Array>) {
  let text = "";
  const decoder = new TextDecoder();
  return stream.pipeThrough(
    new TransformStream<Uint8Array, string>({
      transform(bytes, controller) {
        const lines = (text + decoder.decode(bytes, { stream: true }))
          .split("\n");
        text = lines.pop() ?? "";
        for (const line of lines) controller.enqueue(line);
      },
    }),
  );
}

async function inspect(
  folder: string,
  url: string | undefined,
  acknowledged: readonly FleetEvent[],
): Promise<number> {
  const kv = await Deno.openKv(join(folder, "live.sqlite3"));
  try {
    const store = new LiveStore(kv);
    const fleet = await store.load();
    const log = await wholeLog(store);
    const records = await allRecords(kv);
    assert.equal(log.at(-1)?.seq, fleet.seq);
    for (const event of acknowledged) {
      assert.deepEqual(log[event.seq - 1], event);
    }
    assertReplayed(records, log);

    const open = () => openHistory({ url, folder: join(folder, "history") });
    await using history = followLog(
      {
        kv,
        store,
        platform: { fleet: () => fleet, subscribe: () => () => {} },
        log: { info() {}, error() {} },
      },
      open,
      { openAfterMs: 0 },
    );
    await until(
      `the history has event ${fleet.seq}`,
      () => history.state.kind === "healthy" && history.state.seq === fleet.seq,
      CAUGHT_UP_WITHIN_MS,
    );
    assert.ok(history.database);
    await assertHistoryIs(history.database, log, records, store);
    return log.length;
  } finally {
    kv.close();
  }
}
