import type { HistoryState } from "@/domain/history_state.ts";
import type { CurrentMetrics, MetricQueries } from "@/domain/metric_queries.ts";
import { type MetricTotals, SAMPLE_SECONDS } from "@/domain/metric.ts";
import { usedSince, type UseLook } from "./agent_use.ts";
import {
  addCounts,
  addToInterval,
  addTotals,
  EMPTY_INTERVAL,
} from "./interval.ts";
import { LagMeter } from "./lag_meter.ts";
import type { MonitorDeps } from "./ports.ts";
import { readReport } from "./read_report.ts";
import { SampleRing } from "./sample_ring.ts";
import { takeSample } from "./take_sample.ts";

const SAMPLE_EVERY_MS = SAMPLE_SECONDS * 1_000;
const LAST_STORE_MS = 2_000;

/**
 * Measures how the platform does, until it is disposed. Samples wait in memory
 * for the history; trouble of the history or of the host's tools is told in the
 * log and never reaches anybody else.
 */
export class Monitor implements MetricQueries, AsyncDisposable {
  readonly #ring = new SampleRing();
  readonly #lag: LagMeter;
  readonly #unsubscribe: () => void;
  readonly #timer: ReturnType<typeof setInterval>;
  #interval = EMPTY_INTERVAL;
  #totals: MetricTotals = {};
  /** At the processes, when the last sample was taken. */
  #look: UseLook | undefined;
  #sampling: Promise<void> | undefined;
  readonly #told = new Set<string>();
  #toldDropped = 0;
  #ended = false;

  /**
   * @param sampleEveryMs Milliseconds between two samples.
   * @param lastStoreMs What storing the last samples may take at the end.
   */
  constructor(
    private readonly deps: MonitorDeps,
    sampleEveryMs = SAMPLE_EVERY_MS,
    private readonly lastStoreMs = LAST_STORE_MS,
  ) {
    this.#lag = new LagMeter(deps.monotonicMs);
    this.#unsubscribe = deps.onEvents((events) => {
      const fleet = deps.fleet();
      for (const event of events) {
        this.#interval = addToInterval(this.#interval, event, fleet);
      }
    });
    this.#timer = setInterval(() => void this.sample(), sampleEveryMs);
    void this.sample();
  }

  /** Takes a sample now and stores what waits; never rejects. */
  sample(): Promise<void> {
    return this.#sampling ??= this.#sample().finally(() => {
      this.#sampling = undefined;
    });
  }

  readMetrics(query: Parameters<MetricQueries["readMetrics"]>[0]) {
    return readReport({
      enabled: true,
      samples: this.#ring.samples,
      dropped: this.#ring.dropped,
      store: this.deps.store(),
      fleet: this.deps.fleet(),
    }, query);
  }

  async currentMetrics(): Promise<CurrentMetrics | undefined> {
    await this.#sampling;
    const sample = this.#ring.newest;
    return sample && {
      sample,
      totals: this.#totals,
      dropped_samples: this.#ring.dropped,
    };
  }

  /**
   * Stops after the sample under way. What waits is stored when the history
   * takes it within a moment, and lost otherwise.
   */
  async [Symbol.asyncDispose](): Promise<void> {
    clearInterval(this.#timer);
    this.#unsubscribe();
    this.#lag[Symbol.dispose]();
    await this.#sampling;
    const stored = this.#quietly("cannot store metrics", () => this.#store());
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, this.lastStoreMs);
    });
    await Promise.race([stored, late]);
    clearTimeout(timer);
    this.#ended = true;
  }

  async #sample(): Promise<void> {
    await this.#quietly("cannot take a sample of metrics", async () => {
      await this.#measure();
    });
    await this.#quietly("cannot store metrics", () => this.#store());
    if (this.#ring.dropped === this.#toldDropped) return;
    // Once an hour, as the history may be away for days.
    if (this.#toldDropped === 0 || this.#ring.dropped % 240 === 0) {
      this.#toldDropped = this.#ring.dropped;
      this.deps.log.error("samples of metrics were dropped", {
        dropped: this.#ring.dropped,
      });
    }
  }

  async #measure(): Promise<void> {
    const { deps } = this;
    const hasProcesses = Object.values(deps.fleet().agents)
      .some(({ state }) =>
        "process_id" in state || state.status === "starting"
      );
    const look = {
      agents: hasProcesses ? await deps.agentUse() : new Map(),
      atMs: deps.monotonicMs(),
    };
    const agentUse = usedSince(this.#look, look);
    this.#look = look;
    const interval = addCounts(this.#interval, deps.counts());
    this.#interval = EMPTY_INTERVAL;
    this.#totals = addTotals(this.#totals, interval);
    const fleet = deps.fleet();
    this.#ring.push(takeSample(fleet, interval, {
      at: new Date(deps.nowMs()).toISOString(),
      lag: this.#lag.take(),
      serverBytes: deps.serverBytes(),
      agentUse,
      clients: deps.clients(),
      backlog: backlogOf(deps.historyState(), fleet.seq),
    }));
  }

  async #store(): Promise<void> {
    for (let next = this.#ring.next; next; next = this.#ring.next) {
      const state = this.deps.historyState();
      const store = this.deps.store();
      // The history takes values of agents that it has heard of alone.
      const seq = "seq" in state ? state.seq : 0;
      if (!store || seq < next.sample.seq || this.#ended) return;
      await store.insert(next.sample);
      this.#ring.noteStored(next.place);
    }
  }

  /** The same trouble is told once, until it worked again. */
  async #quietly(trouble: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
      this.#told.delete(trouble);
    } catch (error) {
      if (!this.#told.has(trouble)) this.deps.log.error(trouble, { error });
      this.#told.add(trouble);
    }
  }
}

function backlogOf(state: HistoryState, seq: number): number | undefined {
  if (state.kind === "opening") return undefined;
  return state.kind === "healthy"
    ? Math.max(0, seq - state.seq)
    : state.backlog;
}
