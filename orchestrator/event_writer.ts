import type { Agent } from "@/domain/agent.ts";
import type { EventDraft, FleetEvent, LiveDelta } from "@/domain/event.ts";
import { applyEvent, type Fleet } from "@/domain/fleet.ts";
import type { EventSource } from "@/domain/platform.ts";
import type { Task } from "@/domain/task.ts";
import type { LiveStorePort, Sources } from "./ports.ts";

/** Limits of one atomic commit, with room to spare below those of Deno KV. */
const MAX_MUTATIONS = 500;
const MAX_BYTES = 500 * 1024;

/** The store refused a commit; nothing of it was stored. */
export class StoreUnavailable extends Error {
  override readonly name = "StoreUnavailable";
  readonly code = "store_unavailable";
}

type Change = {
  readonly events: readonly FleetEvent[];
  readonly agents: readonly Agent[];
  readonly tasks: readonly Task[];
  readonly after: Fleet;
  readonly mutations: number;
  readonly bytes: number;
  readonly resolve: (events: readonly FleetEvent[]) => void;
  readonly reject: (error: StoreUnavailable) => void;
};

type Listener = Parameters<EventSource["subscribe"]>[0];

/**
 * The single writer of fleet state. `append` applies events to `head` at once,
 * in one tick, so that the next command is checked against what was already
 * decided; it resolves when they are durable. While one commit is under way,
 * what arrives gathers for the next one. `committed` is what may be shown.
 *
 * When a commit fails, every change that waits is refused, since each was
 * decided on top of the one before, and `head` falls back to `committed`.
 */
export class EventWriter {
  #head: Fleet;
  #committed: Fleet;
  #waiting: Change[] = [];
  #flushing: Promise<void> | undefined;
  readonly #listeners = new Set<Listener>();

  constructor(
    private readonly store: LiveStorePort,
    private readonly sources: Pick<Sources, "now">,
    fleet: Fleet,
  ) {
    this.#head = fleet;
    this.#committed = fleet;
  }

  /** The fleet with everything that was decided, durable or not yet. */
  get head(): Fleet {
    return this.#head;
  }

  /** The fleet as the store has it. */
  get committed(): Fleet {
    return this.#committed;
  }

  /**
   * Gives the events their places in the log and stores them, with the records
   * that they change, in one atomic commit.
   *
   * @throws {StoreUnavailable} (as a rejection) when nothing was stored; the
   * caller may decide anew and append again.
   */
  append(drafts: readonly EventDraft[]): Promise<readonly FleetEvent[]> {
    const at = this.sources.now();
    const events: FleetEvent[] = [];
    const agents = new Map<string, Agent>();
    const tasks = new Map<string, Task>();
    let fleet = this.#head;
    for (const draft of drafts) {
      const event = { ...draft, seq: fleet.seq + 1, at } as FleetEvent;
      fleet = applyEvent(fleet, event);
      events.push(event);
      collect(fleet.agents, "agent_id" in event && event.agent_id, agents);
      collect(fleet.tasks, "task_id" in event && event.task_id, tasks);
    }
    this.#head = fleet;
    return new Promise((resolve, reject) => {
      this.#waiting.push({
        events,
        agents: [...agents.values()],
        tasks: [...tasks.values()],
        after: fleet,
        mutations: 2 * events.length + 2 * agents.size + 4 * tasks.size,
        bytes: sizeOf(events) + sizeOf([...agents.values()]) +
          sizeOf([...tasks.values()]),
        resolve,
        reject,
      });
      this.#flushing ??= this.#flush();
    });
  }

  /** Sends what is not stored to those who listen. */
  publish(delta: LiveDelta): void {
    for (const listener of this.#listeners) listener.delta(delta);
  }

  subscribe(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Resolves when nothing waits to be stored. */
  async drained(): Promise<void> {
    while (this.#flushing) await this.#flushing;
  }

  async #flush(): Promise<void> {
    // What the current tick still appends joins the first commit.
    await Promise.resolve();
    while (this.#waiting.length > 0) {
      const group = takeGroup(this.#waiting);
      try {
        await this.store.commit(merge(group));
      } catch (cause) {
        this.#refuseAll(group, cause);
        continue;
      }
      this.#committed = (group.at(-1) as Change).after;
      const events = group.flatMap((change) => change.events);
      for (const listener of this.#listeners) listener.events(events);
      for (const change of group) change.resolve(change.events);
    }
    // In the same tick as the last look at what waits: nothing slips between.
    this.#flushing = undefined;
  }

  #refuseAll(group: readonly Change[], cause: unknown): void {
    const refused = [...group, ...this.#waiting.splice(0)];
    this.#head = this.#committed;
    const error = new StoreUnavailable(
      "Cannot store the change: the live store refused the commit",
      { cause },
    );
    for (const change of refused) change.reject(error);
  }
}

function collect<R>(
  records: Readonly<Record<string, R>>,
  id: string | false | undefined,
  into: Map<string, R>,
): void {
  const record = id ? records[id] : undefined;
  if (id && record) into.set(id, record);
}

/** Takes changes from the front while they fit into one commit; at least one. */
function takeGroup(waiting: Change[]): Change[] {
  let mutations = 0;
  let bytes = 0;
  let count = 0;
  for (const change of waiting) {
    mutations += change.mutations;
    bytes += change.bytes;
    if (count > 0 && (mutations > MAX_MUTATIONS || bytes > MAX_BYTES)) break;
    count++;
  }
  return waiting.splice(0, count);
}

/** Of several versions of a record the last one stays. */
function merge(group: readonly Change[]) {
  const byId = <R extends { readonly id: string }>(records: readonly R[]) => [
    ...new Map(records.map((record) => [record.id, record])).values(),
  ];
  return {
    events: group.flatMap((change) => change.events),
    agents: byId(group.flatMap((change) => change.agents)),
    tasks: byId(group.flatMap((change) => change.tasks)),
  };
}

/** An upper estimate in bytes: UTF-16 text takes two bytes a character. */
function sizeOf(value: readonly unknown[]): number {
  return 2 * JSON.stringify(value).length;
}
