import { strict as assert } from "node:assert";
import { setImmediate } from "node:timers";
import type { FleetEvent } from "@/domain/event.ts";
import type { HistoryState } from "@/domain/history_state.ts";
import {
  Historian,
  type HistorianDeps,
} from "@/orchestrator/historian/historian.ts";
import type {
  HistoryBatch,
  HistoryPort,
  LogPort,
} from "@/orchestrator/historian/ports.ts";

const START_MS = Date.parse("2026-01-02T03:04:05.678Z");

/** A clock that a test moves by hand, and the timers that hang on it. */
export class ManualClock {
  nowMs = START_MS;
  /** How long each wait was to be, oldest first. */
  readonly asked: number[] = [];
  #due: { readonly atMs: number; readonly run: () => void }[] = [];

  readonly after = (ms: number, run: () => void): () => void => {
    const timer = { atMs: this.nowMs + ms, run };
    this.asked.push(ms);
    this.#due.push(timer);
    return () => this.#due = this.#due.filter((other) => other !== timer);
  };

  /** Timers that nobody has cancelled. */
  get waiting(): number {
    return this.#due.length;
  }

  /** Moves on, running everything that falls due on the way. */
  async advance(ms: number): Promise<void> {
    const untilMs = this.nowMs + ms;
    for (;;) {
      await settle();
      const [next] = this.#due.toSorted((a, b) => a.atMs - b.atMs);
      if (!next || next.atMs > untilMs) break;
      this.#due = this.#due.filter((timer) => timer !== next);
      this.nowMs = next.atMs;
      next.run();
    }
    this.nowMs = untilMs;
  }
}

/** Lets everything run that waits for nothing but its turn. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 3; turn++) {
    await new Promise<void>((resolve) => setImmediate(resolve));
  }
}

/** A log in memory. */
export class FakeLog implements LogPort {
  /** Everything that was ever committed. */
  readonly all: FleetEvent[] = [];
  /** What each read waits for, as long as it is set. */
  hold: Promise<void> | undefined;
  reads = 0;
  #firstKept = 1;
  readonly #listeners = new Set<() => void>();

  constructor(private readonly nowIso: () => string) {}

  readonly lastSeq = () => this.all.length;
  readonly readAgent = () => Promise.resolve(undefined);
  readonly readTask = () => Promise.resolve(undefined);
  readonly readSession = () => Promise.resolve(undefined);
  readonly readHandoff = () => Promise.resolve(undefined);
  readonly readMessage = () => Promise.resolve(undefined);
  readonly readApproval = () => Promise.resolve(undefined);
  readonly readIncident = () => Promise.resolve(undefined);
  readonly readText = () => Promise.resolve("");

  commit(count: number): void {
    for (let n = 0; n < count; n++) {
      this.all.push({
        type: "server.stopped",
        seq: this.all.length + 1,
        at: this.nowIso(),
        data: {},
      });
    }
    for (const listener of this.#listeners) listener();
  }

  get kept(): readonly FleetEvent[] {
    return this.all.slice(this.#firstKept - 1);
  }

  async readEvents(afterSeq: number, limit: number) {
    this.reads++;
    const { kept } = this;
    await this.hold;
    return kept.filter(({ seq }) => seq > afterSeq).slice(0, limit);
  }

  /** As if everything before were older than what the log keeps. */
  lose(upToSeq: number): void {
    this.#firstKept = upToSeq + 1;
  }

  trimEvents(upToSeq: number): Promise<number> {
    const count = Math.min(400, Math.max(0, upToSeq - this.#firstKept + 1));
    this.#firstKept += count;
    return Promise.resolve(count);
  }

  onCommit(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  get listeners(): number {
    return this.#listeners.size;
  }
}

/** What the next write or opening shall come to, instead of a success. */
export type Mishap = "before storing" | "after storing";

/** The history would refuse the same again. */
export class Refusal extends Error {}

/** A history in memory that outlives its openings, as a database does. */
export class FakeHistory {
  readonly stored: FleetEvent[] = [];
  /** Sizes of the batches that came, refused ones too. */
  readonly batches: number[] = [];
  /** What comes of the next writes, and of the next openings, oldest first. */
  readonly writeMishaps: Mishap[] = [];
  openMishaps = 0;
  /** Events that are refused. */
  readonly poison = new Set<number>();
  /** What each write waits for, as long as it is set. */
  hold: Promise<void> | undefined;
  holdOpen: Promise<void> | undefined;
  opened = 0;
  closed = 0;
  head = 0;

  readonly open = async (): Promise<HistoryPort> => {
    await this.holdOpen;
    if (this.openMishaps > 0) {
      this.openMishaps--;
      throw new Error("cannot connect");
    }
    this.opened++;
    return {
      head: () => Promise.resolve(this.head),
      beginAfter: (seq) => {
        const isEmpty = this.head === 0;
        if (isEmpty) this.head = seq;
        return Promise.resolve(isEmpty);
      },
      write: (batch) => this.#write(batch),
      [Symbol.asyncDispose]: () => {
        this.closed++;
        return Promise.resolve();
      },
    };
  };

  async #write({ events }: HistoryBatch): Promise<number> {
    this.batches.push(events.length);
    await this.hold;
    const mishap = this.writeMishaps.shift();
    if (mishap === "before storing") throw new Error("connection lost");
    for (const { seq } of events) {
      if (this.poison.has(seq)) throw new Refusal("a value is out of range");
    }
    const news = events.filter(({ seq }) => seq > this.head);
    for (const event of news) {
      assert.equal(event.seq, this.head + 1, "an event was left out");
      this.stored.push(event);
      this.head = event.seq;
    }
    if (mishap === "after storing") throw new Error("connection lost");
    return this.head;
  }
}

/** A historian between a log and a history in memory. */
export type HistorianRig = AsyncDisposable & {
  readonly clock: ManualClock;
  readonly log: FakeLog;
  readonly history: FakeHistory;
  readonly historian: Historian;
  /** What it told, oldest first. */
  readonly told: HistoryState[];
  readonly errors: string[];
};

/** Sets the log and the history up, then lets a historian run on them. */
export function startHistorian(
  prepare: (log: FakeLog, history: FakeHistory) => void = () => {},
  changes: Partial<HistorianDeps> = {},
): HistorianRig {
  const clock = new ManualClock();
  const log = new FakeLog(() => new Date(clock.nowMs).toISOString());
  const history = new FakeHistory();
  const told: HistoryState[] = [];
  const errors: string[] = [];
  prepare(log, history);
  const historian = new Historian({
    log,
    open: history.open,
    isRefusal: (error) => error instanceof Refusal,
    serverLog: { info() {}, error: (message) => errors.push(message) },
    nowMs: () => clock.nowMs,
    after: clock.after,
    random: () => 1,
    onState: (state) => told.push(state),
    delayMs: 0,
    ...changes,
  });
  return {
    clock,
    log,
    history,
    historian,
    told,
    errors,
    [Symbol.asyncDispose]: async () => {
      const disposed = historian[Symbol.asyncDispose]();
      await clock.advance(10_000);
      await disposed;
    },
  };
}
