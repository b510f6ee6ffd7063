import { LiveStore } from "@/db/kv/live_store.ts";
import type { EventDraft } from "@/domain/event.ts";
import type { Fleet } from "@/domain/fleet.ts";
import { EventWriter } from "@/orchestrator/event_writer.ts";
import { randomWork } from "@/tests/helpers/random_work.ts";

const SEED = 7;
/** Commands that wait for their acknowledgement at once. */
const IN_FLIGHT = 64;

/** What each of so many random commands appends, in their order. */
export async function recordWork(
  commands: number,
): Promise<readonly (readonly EventDraft[])[]> {
  using kv = await Deno.openKv(":memory:");
  const recorded: (readonly EventDraft[])[] = [];
  const store = new LiveStore(kv);
  const writer = new EventWriter(store, systemTime, await store.load());
  const append = writer.append.bind(writer);
  writer.append = (drafts) => {
    recorded.push(drafts);
    return append(drafts);
  };
  const next = randomWork(writer, { saveText: async () => {} }, SEED);
  while (recorded.length < commands) await next();
  return recorded;
}

/** Appends recorded commands, many at once; gives the milliseconds it took. */
export async function replayWork(
  store: LiveStore,
  recorded: readonly (readonly EventDraft[])[],
): Promise<{ readonly tookMs: number; readonly fleet: Fleet }> {
  const writer = new EventWriter(store, systemTime, await store.load());
  let next = 0;
  const from = performance.now();
  await Promise.all(Array.from({ length: IN_FLIGHT }, async () => {
    for (;;) {
      const drafts = recorded[next++];
      if (!drafts) return;
      await writer.append(drafts);
    }
  }));
  return { tookMs: performance.now() - from, fleet: writer.committed };
}

const systemTime = { now: () => new Date().toISOString() };
