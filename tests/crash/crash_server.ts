import { join } from "node:path";
import fc from "fast-check";
import { LiveStore } from "@/db/kv/live_store.ts";
import { openHistory } from "@/db/pg/open_history.ts";
import type { EventDraft } from "@/domain/event.ts";
import { followLog } from "@/follow_log.ts";
import { EventWriter } from "@/orchestrator/event_writer.ts";
import { reconcile } from "@/orchestrator/reconcile.ts";
import { storeText } from "@/orchestrator/store_text.ts";
import { anyCommands, draftsOf } from "@/tests/helpers/fleet_commands.ts";

// The stores of a server with the history that follows them, fed with random
// commands at full speed until it is killed. Each command is written to the
// standard output when it is acknowledged: its events, as one line.
//
// Arguments: the data folder, a seed, and the address of a Postgres server or
// nothing for the embedded engine.

/** Commands that are under way at once. */
const IN_FLIGHT = 8;
/** After so many events, others agents take over. */
const EVENTS_OF_AGENTS = 400;
const AGENTS = 3;
/** One text in so many is too long for a record. */
const LONG_TEXTS = 25;
const LONG_CHARS = 40_000;

const [dataDir = "", seed = "0", url] = Deno.args;
const encoder = new TextEncoder();
const say = (line: string) =>
  void Deno.stdout.writeSync(encoder.encode(`${line}\n`));

const kv = await Deno.openKv(join(dataDir, "live.sqlite3"));
const store = new LiveStore(kv);
const sources = {
  now: () => new Date().toISOString(),
  newId: () => crypto.randomUUID(),
};
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
await tell(reconcile(writer.head, "1.2.3").drafts);

const commands = fc.sample(anyCommands, { seed: Number(seed), numRuns: 20 })
  .flat();
let next = 0;
await Promise.all(Array.from({ length: IN_FLIGHT }, feed));

async function feed(): Promise<never> {
  for (;;) {
    const command = commands[next++ % commands.length];
    if (!command) throw new Error("Cannot feed the stores: no command");
    const group = Math.floor(writer.head.seq / EVENTS_OF_AGENTS);
    const agent = command.agent + AGENTS * group;
    const text = next % LONG_TEXTS === 0 && command.step === "write"
      ? await storeText({ store, sources }, "long ".repeat(LONG_CHARS / 5))
      : undefined;
    const drafts = draftsOf(writer.head, { ...command, agent });
    await tell(
      text ? drafts.map((draft) => withText(draft, text)) : drafts,
    );
  }
}

async function tell(drafts: readonly EventDraft[]): Promise<void> {
  // Impossible commands take their turn, too: nobody starves the others.
  if (drafts.length === 0) return await Promise.resolve();
  say(`acknowledged ${JSON.stringify(await writer.append(drafts))}`);
}

function withText(
  draft: EventDraft,
  text: Awaited<ReturnType<typeof storeText>>,
): EventDraft {
  if (draft.type !== "transcript.appended") return draft;
  const { entry } = draft.data;
  return entry.kind === "notice"
    ? { ...draft, data: { entry: { ...entry, text } } }
    : draft;
}
