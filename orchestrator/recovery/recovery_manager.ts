import type { FleetEvent } from "@/domain/event.ts";
import type { HistoryState } from "@/domain/history_state.ts";
import type { AgentId } from "@/domain/ids.ts";
import { isIncidentOver } from "@/domain/incident_status.ts";
import type { DiskReport } from "@/domain/storage_status.ts";
import type { WakeClocks } from "../boot/wake_watch.ts";
import type { EventWriter } from "../event_writer.ts";
import type { LoadShedder } from "../limits/load_shedder.ts";
import type { Lag } from "../metrics/lag_meter.ts";
import type { LogPort, Sources } from "../ports.ts";
import { freeResources } from "./free_resources.ts";
import { LagWatch } from "./lag_watch.ts";
import { MemoryGate } from "./memory_gate.ts";
import { type ClientKind, SlowClients } from "./slow_clients.ts";
import { TroubleDesk } from "./trouble_desk.ts";

export type RecoveryDeps = {
  readonly writer: EventWriter;
  readonly sources: Sources;
  readonly log: LogPort;
  /** Memory that the host could give to new processes, in MiB; `undefined`: nobody knows. */
  readonly freeMemoryMb: () => number | undefined;
  /** No process starts with less than this, in MiB; 0: all do. */
  readonly minFreeMemoryMb: number;
  readonly stopAgent: (id: AgentId, reason: string) => Promise<unknown>;
  /** Who lets fewer agents work at once; it may be there later than this. */
  readonly load: () => Pick<LoadShedder, "strained" | "calm">;
  /** How late timers were since the last call; without it, nobody knows. */
  readonly lag?: () => Lag;
  readonly every: WakeClocks["every"];
  readonly monotonicMs: WakeClocks["monotonicMs"];
};

/**
 * Recovers what is not one agent's own: the stores, the host's memory, the
 * disk. What an agent's process or a task needs is done where they are run;
 * `RECOVERY` says in both places what that is.
 */
export class RecoveryManager implements Disposable {
  readonly #desk: TroubleDesk;
  readonly #gate: MemoryGate;
  readonly #lag: LagWatch | undefined;
  readonly #slow: SlowClients;
  readonly #leave: () => void;
  #freeing: Promise<void> | undefined;
  #isDiskFull = false;
  #isOver = false;

  constructor(private readonly deps: RecoveryDeps) {
    this.#desk = new TroubleDesk(deps);
    this.#gate = new MemoryGate({
      freeMb: deps.freeMemoryMb,
      floorMb: deps.minFreeMemoryMb,
      onLow: (freeMb) => void this.#onLow(freeMb),
      onEnough: (freeMb) => {
        deps.load().calm("memory_low");
        void this.#desk.recovered("memory_low", `${freeMb} MiB are free`);
      },
    });
    this.#lag = deps.lag && new LagWatch({
      lag: deps.lag,
      every: deps.every,
      onLate: (meanMs) => this.#onLate(meanMs),
      onTime: () => this.#onTime(),
    });
    this.#slow = new SlowClients(
      {
        monotonicMs: deps.monotonicMs,
        every: deps.every,
        onSlow: (message) => void this.#desk.raise("slow_clients", message),
        onCalm: (words) => void this.#desk.recovered("slow_clients", words),
      },
      Object.values(deps.writer.head.incidents).some((incident) =>
        incident.kind === "slow_clients" && !isIncidentOver(incident)
      ),
    );
    this.#leave = deps.writer.subscribe({
      events: (events) => events.forEach((event) => this.#onEvent(event)),
      delta: () => {},
    });
  }

  /** Resolves when the host has memory for another process. */
  room(): Promise<void> {
    return this.#gate.room();
  }

  /** The live store refuses commits: it is told when it takes them again. */
  storeRefused(error: unknown): void {
    if (this.#isOver) return;
    const message = `The live store refused a commit: ${wordsOf(error)}`;
    void this.#desk.past("store_failed", message, "it takes commits again");
  }

  /** A commit of the live store took too long: it is told when it is over. */
  storeWasStuck(afterMs: number): void {
    if (this.#isOver) return;
    const seconds = Math.round(afterMs / 1_000);
    const message = `The live store took no commits for ${seconds} s`;
    void this.#desk.past("store_failed", message, "it takes commits again");
  }

  /** A client was cut, since it read too slowly. */
  clientWasCut(kind: ClientKind): void {
    if (!this.#isOver) this.#slow.cut(kind);
  }

  /** How the history is now. */
  historyIs(state: HistoryState): void {
    if (this.#isOver) return;
    if (state.kind === "away") {
      const { head } = this.deps.writer;
      const isTold = Object.values(head.incidents).some((incident) =>
        incident.kind === "history_away" && incident.state.status === "open"
      );
      if (!isTold) void this.#desk.raise("history_away", state.reason);
    }
    if (state.kind === "healthy") {
      void this.#desk.recovered("history_away", "the history is there again");
    }
  }

  /** How much room there is for the data. */
  storageIs({ disk }: { readonly disk: Pick<DiskReport, "state"> }): void {
    const isFull = disk.state === "full";
    if (this.#isOver || isFull === this.#isDiskFull) return;
    this.#isDiskFull = isFull;
    void (isFull
      ? this.#desk.raise("disk_full", "There is no room on the data's disk")
      : this.#desk.recovered("disk_full", "there is room again"));
  }

  [Symbol.dispose](): void {
    this.#isOver = true;
    this.#leave();
    this.#lag?.[Symbol.dispose]();
    this.#slow[Symbol.dispose]();
    this.#gate[Symbol.dispose]();
  }

  /** A process that was refused memory says something of the host when that has little. */
  #onEvent(event: FleetEvent): void {
    if (event.type !== "error.raised" || event.data.kind !== "oom") return;
    if (this.#gate.isLow) void this.#onLow(this.deps.freeMemoryMb() ?? 0);
  }

  /** The server does everything late: it has more to do than it can. */
  #onLate(meanMs: number): void {
    const message = `The server is late by ${
      Math.round(meanMs)
    } ms with all that it does`;
    void this.deps.load().strained({ strain: "event_loop", message });
    void this.#desk.raise("overloaded", message);
  }

  #onTime(): void {
    this.deps.load().calm("event_loop");
    // An overload of the API ends with its gate.
    if (this.deps.writer.head.limits.closed) return;
    void this.#desk.recovered("overloaded", "the server is on time again");
  }

  async #onLow(freeMb: number): Promise<void> {
    const { minFreeMemoryMb } = this.deps;
    const message =
      `${freeMb} MiB of memory are free, and a process starts with ${minFreeMemoryMb} at least`;
    void this.deps.load().strained({ strain: "memory_low", message });
    await this.#desk.raise("memory_low", message);
    await (this.#freeing ??= this.#free().finally(() =>
      this.#freeing = undefined
    ));
  }

  async #free(): Promise<void> {
    try {
      const words = await freeResources(this.deps, "memory_low");
      await this.#desk.recovering("memory_low", words);
      if (!this.#gate.isLow) {
        this.deps.load().calm("memory_low");
        await this.#desk.recovered("memory_low", "there is memory again");
      }
    } catch (error) {
      this.deps.log.error("memory was not freed", { error });
    }
  }
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
