import type { LiveStorePort } from "@/orchestrator/ports.ts";
import { LiveStore } from "@/db/kv/live_store.ts";
import type { Batch } from "@/db/kv/commit.ts";
import { EventWriter } from "@/orchestrator/event_writer.ts";
import { AT } from "./fleet.ts";

/** A live store in memory, closed when the test is over. */
export type OpenStore = Disposable & {
  readonly kv: Deno.Kv;
  readonly store: LiveStore;
  /** Another owner's view of the same store, as after a restart. */
  again(): LiveStore;
};

/** Opens a store that nobody else sees. */
export async function openStore(): Promise<OpenStore> {
  const kv = await Deno.openKv(":memory:");
  return {
    kv,
    store: new LiveStore(kv),
    again: () => new LiveStore(kv),
    [Symbol.dispose]: () => kv.close(),
  };
}

/** A commit with these events and records, and no others. */
export function batchWith(
  batch: Partial<Batch> & Pick<Batch, "events">,
): Batch {
  return {
    agents: [],
    tasks: [],
    sessions: [],
    handoffs: [],
    messages: [],
    approvals: [],
    rules: [],
    templates: [],
    incidents: [],
    removed: { rules: [], templates: [] },
    queue: undefined,
    limits: undefined,
    boot: undefined,
    budgets: undefined,
    ...batch,
  };
}

/** A writer on a store, with the fleet that is in it. */
export async function openWriter(store: LiveStorePort): Promise<EventWriter> {
  return new EventWriter(store, { now: () => AT }, await store.load());
}

type Held = {
  readonly batch: Batch;
  readonly accept: () => void;
  readonly refuse: (why: Error) => void;
};

/** A store whose commits wait until the test accepts or refuses them. */
export class HeldStore {
  /** All commits that were asked for, oldest first. */
  readonly asked: Batch[] = [];
  #held: Held[] = [];
  #wake: (() => void) | undefined;

  /** What a writer needs of it. */
  readonly port = {
    commit: (batch: Batch) => {
      this.asked.push(batch);
      return new Promise<void>((accept, refuse) => {
        this.#held.push({ batch, accept, refuse });
        this.#wake?.();
      });
    },
  } as LiveStorePort;

  /** The oldest commit that waits, as soon as there is one. */
  async next(): Promise<Held> {
    for (;;) {
      const held = this.#held.shift();
      if (held) return held;
      await new Promise<void>((resolve) => this.#wake = resolve);
    }
  }
}
