import { join } from "node:path";
import { LiveStore } from "@/db/kv/live_store.ts";
import { recordWork, replayWork } from "./recorded_work.ts";
import { median } from "./start_time.ts";

const COMMANDS = 6_000;
const RUNS = 3;

/** What the writer manages, and the store beneath it with the same mutations. */
export type CommitRate = {
  readonly commandsPerSecond: number;
  readonly eventsPerSecond: number;
  readonly mutationsPerCommit: number;
  /** The same commits without the writer, in events a second. */
  readonly bareEventsPerSecond: number;
};

type Mutation = (commit: Deno.AtomicOperation) => void;

/**
 * Measures acknowledged commands through the writer and the live store on
 * disk, and after each run the very same atomic commits on the bare store.
 */
export async function measureCommits(): Promise<CommitRate> {
  const work = await recordWork(COMMANDS);
  const oursMs: number[] = [];
  const bareMs: number[] = [];
  let events = 0;
  let perCommit = 0;
  for (let run = 0; run < RUNS; run++) {
    const commits: Mutation[][] = [];
    await onDisk(async (kv) => {
      const store = new LiveStore(recording(kv, commits));
      const { tookMs, fleet } = await replayWork(store, work);
      oursMs.push(tookMs);
      events = fleet.seq;
    });
    await onDisk(async (kv) => {
      const from = performance.now();
      for (const mutations of commits) {
        const commit = kv.atomic();
        for (const mutate of mutations) mutate(commit);
        await commit.commit();
      }
      bareMs.push(performance.now() - from);
    });
    perCommit = commits.flat().length / commits.length;
  }
  return {
    commandsPerSecond: COMMANDS / median(oursMs) * 1_000,
    eventsPerSecond: events / median(oursMs) * 1_000,
    mutationsPerCommit: perCommit,
    bareEventsPerSecond: events / median(bareMs) * 1_000,
  };
}

/** The same store, which writes down what each of its commits changes. */
function recording(kv: Deno.Kv, commits: Mutation[][]): Deno.Kv {
  return new Proxy(kv, {
    get(target, name) {
      if (name !== "atomic") {
        const value = Reflect.get(target, name, target);
        return typeof value === "function" ? value.bind(target) : value;
      }
      return () => {
        const commit = target.atomic();
        const mutations: Mutation[] = [];
        commits.push(mutations);
        const set = commit.set.bind(commit);
        commit.set = (key, value) => {
          mutations.push((other) => other.set(key, value));
          return set(key, value);
        };
        const remove = commit.delete.bind(commit);
        commit.delete = (key) => {
          mutations.push((other) => other.delete(key));
          return remove(key);
        };
        return commit;
      };
    },
  });
}

async function onDisk(use: (kv: Deno.Kv) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "vamp-bench-" });
  try {
    using kv = await Deno.openKv(join(folder, "live.sqlite3"));
    await use(kv);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
