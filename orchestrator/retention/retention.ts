import type { LogPort } from "../ports.ts";
import { type After, Waits } from "../historian/waits.ts";
import { type LiveRetentionDeps, retireOld } from "./live_retention.ts";
import type { PrunedHistoryPort, Removed } from "./ports.ts";
import { pruneHistory } from "./prune_history.ts";
import { pruneSessions } from "./prune_sessions.ts";

const FIRST_AFTER_MS = 30_000;
const EVERY_MS = 600_000;
/** The history is looked through less often than the live store. */
const HISTORY_EVERY_MS = 3_600_000;
/** Between two steps in the live store. */
const REST_MS = 50;
/** Of a processor, what pruning the history takes at the most. */
const SHARE = 0.01;
const LONGEST_REST_MS = 10_000;
/** What a person asked for goes quicker. */
const ASKED_REST_MS = 100;
/** What the step under way at the end may take. */
const CLOSE_WITHIN_MS = 5_000;

export type RetentionDeps =
  & Omit<LiveRetentionDeps, "rest" | "hours" | "keptTasks">
  & Pick<Parameters<typeof pruneSessions>[0], "findSession">
  & {
    /** The open history; `undefined` while there is none. */
    readonly history: () => PrunedHistoryPort | undefined;
    readonly rules: {
      readonly liveHours: number;
      readonly liveTasks: number;
      readonly historyDays: number;
      readonly historyMaxGib: number;
    };
    readonly log: LogPort;
    /** Milliseconds of a clock that nobody sets. */
    readonly monotonicMs: () => number;
    readonly after: After;
  };

/**
 * Lets go of what is old, in the live store and in the history, until it is
 * disposed: in small steps with pauses between them, and only while the history
 * follows the log. Whatever breaks off goes on at the next time.
 */
export class RecordRetention implements AsyncDisposable {
  readonly #waits: Waits;
  readonly #running: Promise<void>;
  #historyAtMs = -Infinity;
  #told = "";

  constructor(private readonly deps: RetentionDeps) {
    this.#waits = new Waits(deps.after);
    this.#running = this.#run();
  }

  /** A person asked for something: does not wait for the next time. */
  wake(): void {
    this.#waits.wake();
  }

  /** Stops after the step under way. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#waits.end();
    await this.#waits.within(CLOSE_WITHIN_MS, this.#running);
  }

  async #run(): Promise<void> {
    await this.#waits.pause(FIRST_AFTER_MS, "news");
    while (!this.#waits.ended) {
      try {
        await this.#once();
        this.#told = "";
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        if (reason !== this.#told) {
          this.deps.log.error("old records could not be removed", { error });
        }
        this.#told = reason;
      }
      await this.#waits.pause(EVERY_MS, "news");
    }
  }

  async #once(): Promise<void> {
    const { deps } = this;
    const history = this.#open();
    if (!history) return;
    const { rules } = deps;
    await this.#note("sessions", history, () =>
      pruneSessions(
        deps,
        history,
        (step) => this.#step(step, () => ASKED_REST_MS),
      ));
    await this.#note("live", history, () =>
      retireOld({
        ...deps,
        hours: rules.liveHours,
        keptTasks: rules.liveTasks,
        rest: () => this.#rest(REST_MS),
      }, history));
    const nowMs = deps.monotonicMs();
    if (nowMs - this.#historyAtMs < HISTORY_EVERY_MS) return;
    await this.#note("history", history, () =>
      pruneHistory(
        history,
        { days: rules.historyDays, maxGib: rules.historyMaxGib },
        deps.nowMs(),
        (step) => this.#step(step, restAfter),
      ));
    this.#historyAtMs = nowMs;
  }

  /** Notes when it ran and what went; of sessions only when some did. */
  async #note(
    name: "live" | "history" | "sessions",
    history: PrunedHistoryPort,
    work: () => Promise<Removed>,
  ): Promise<void> {
    if (this.#waits.ended) return;
    const removed = await work();
    const something = Object.values(removed).some((count) => count > 0);
    if (something) this.deps.log.info(`removed old records (${name})`, removed);
    if (name === "sessions" && !something) return;
    await history.saveRun(name, new Date(this.deps.nowMs()), removed);
  }

  /** One step in the history, and a rest; `undefined` when this is to end. */
  async #step<T>(
    step: () => Promise<T>,
    restMs: (tookMs: number) => number,
  ): Promise<T | undefined> {
    // While it is away or behind, writing comes first.
    if (!this.#open()) return undefined;
    const beganMs = this.deps.monotonicMs();
    const result = await step();
    const rests = restMs(this.deps.monotonicMs() - beganMs);
    return await this.#rest(rests) ? result : undefined;
  }

  async #rest(ms: number): Promise<boolean> {
    await this.#waits.pause(ms);
    return !this.#waits.ended;
  }

  #open(): PrunedHistoryPort | undefined {
    return this.deps.historyState().kind === "healthy" && !this.#waits.ended
      ? this.deps.history()
      : undefined;
  }
}

/** So long that the step takes its share of the time and no more. */
function restAfter(tookMs: number): number {
  return Math.min(LONGEST_REST_MS, Math.max(REST_MS, tookMs / SHARE));
}
