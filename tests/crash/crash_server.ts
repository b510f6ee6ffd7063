import { join } from "node:path";
import { LiveStore } from "@/db/kv/live_store.ts";
import { openHistory } from "@/db/pg/open_history.ts";
import type { FleetEvent } from "@/domain/event.ts";
import { followLog } from "@/parts/follow_log.ts";
import { EventWriter } from "@/orchestrator/event_writer.ts";
import { reconcile } from "@/orchestrator/reconcile.ts";
import { randomWork } from "@/tests/helpers/random_work.ts";

// The stores of a server with the history that follows them, fed with random
// commands at full speed until it is killed. Each command is written to the
// standard output when it is acknowledged: its events, as one line.
//
// Arguments: the data folder, a seed, and the address of a Postgres server or
// nothing for the embedded engine.

/** Commands that are under way at once. */
const IN_FLIGHT = 8;

const [dataDir = "", seed = "0", url] = Deno.args;
const encoder = new TextEncoder();
const say = (line: string) =>
  void Deno.stdout.writeSync(encoder.encode(`${line}\n`));
const acknowledged = (events: readonly FleetEvent[]) =>
  say(`acknowledged ${JSON.stringify(events)}`);

const kv = await Deno.openKv(join(dataDir, "live.sqlite3"));
const store = new LiveStore(kv);
const sources = { now: () => new Date().toISOString() };
const writer = new EventWriter(store, sources, await store.load());
const history = followLog(
  {
    kv,
    store,
    platform: {
      fleet: () => writer.committed,
      subscribe: (listener) => writer.subscribe(listener),
    },
    log: { info() {}, error: (_, facts) => say(`trouble ${facts?.error}`) },
  },
  () =>
    openHistory({ url: url || undefined, folder: join(dataDir, "history") }),
  { openAfterMs: 0 },
);
history.onState(({ kind }) => say(`history ${kind}`));
acknowledged(
  await writer.append(reconcile(writer.head, "1.2.3", sources.now()).drafts),
);

const next = randomWork(writer, store, Number(seed));
await Promise.all(Array.from({ length: IN_FLIGHT }, async () => {
  for (;;) acknowledged(await next());
}));
