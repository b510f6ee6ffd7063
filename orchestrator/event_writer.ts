import { isPersonsDeed } from "@/domain/deeds.ts";
import type { EventDraft, FleetEvent, LiveDelta } from "@/domain/event.ts";
import type { Fleet } from "@/domain/fleet.ts";
import type { EventSource } from "@/domain/platform.ts";
import { type Change, changesOf, merge, takeGroup } from "./change.ts";
import type { LiveStorePort, Sources } from "./ports.ts";

/** The store refused a commit: nothing of that commit was stored. */
export class StoreUnavailable extends Error {
  override readonly name = "StoreUnavailable";
  readonly code = "store_unavailable";
}

/** A part of an append, small enough for one commit, and who waits for it. */
type Waiting = Change & {
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
 * A listener that throws is reported; it holds nobody else up.
 */
export class EventWriter {
  #head: Fleet;
  #committed: Fleet;
  #waiting: Waiting[] = [];
  #flushing: Promise<void> | undefined;
  readonly #listeners = new Set<Listener>();

  constructor(
    private readonly store: Pick<LiveStorePort, "commit">,
    private readonly sources: Pick<Sources, "now" | "askedFrom">,
    fleet: Fleet,
    private readonly onDefect: (error: unknown) => void = reportUnhandled,
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
   * that they change, in one atomic commit; in several, one after the other,
   * when they are more than one can hold.
   *
   * @throws {StoreUnavailable} (as a rejection) when not everything was
   * stored; what was is in `committed`. The caller may decide anew and append
   * again.
   */
  async append(
    drafts: readonly EventDraft[],
  ): Promise<readonly FleetEvent[]> {
    const changes = changesOf(
      this.#head,
      drafts.map((draft) => this.#withOrigin(draft)),
      this.sources.now(),
    );
    this.#head = changes.at(-1)?.after ?? this.#head;
    const stored = changes.map((change) =>
      new Promise<readonly FleetEvent[]>((resolve, reject) => {
        this.#waiting.push({ ...change, resolve, reject });
      })
    );
    if (stored.length > 0) this.#flushing ??= this.#flush();
    return (await Promise.all(stored)).flat();
  }

  /** What a person did says from where. */
  #withOrigin(draft: EventDraft): EventDraft {
    const asked_from = this.sources.askedFrom?.();
    return asked_from && isPersonsDeed(draft)
      ? { asked_from, ...draft }
      : draft;
  }

  /** Sends what is not stored to those who listen. */
  publish(delta: LiveDelta): void {
    this.#tell((listener) => listener.delta(delta));
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
      this.#committed = (group.at(-1) as Waiting).after;
      const events = group.flatMap((change) => change.events);
      this.#tell((listener) => listener.events(events));
      for (const change of group) change.resolve(change.events);
    }
    // In the same tick as the last look at what waits: nothing slips between.
    this.#flushing = undefined;
  }

  #tell(say: (listener: Listener) => void): void {
    for (const listener of this.#listeners) {
      try {
        say(listener);
      } catch (error) {
        this.onDefect(error);
      }
    }
  }

  #refuseAll(group: readonly Waiting[], cause: unknown): void {
    const refused = [...group, ...this.#waiting.splice(0)];
    this.#head = this.#committed;
    const error = new StoreUnavailable(
      "Cannot store the change: the live store refused the commit",
      { cause },
    );
    for (const change of refused) change.reject(error);
  }
}

function reportUnhandled(error: unknown): void {
  void Promise.reject(error);
}
