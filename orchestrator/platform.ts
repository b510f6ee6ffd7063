import type { StartClaude } from "@/domain/claude_process.ts";
import type { HistoryState } from "@/domain/history_state.ts";
import type { Commands, EventSource } from "@/domain/platform.ts";
import type { TellAct } from "@/domain/person_act.ts";
import type { StorageStatus } from "@/domain/storage_status.ts";
import { actTeller } from "./acts/tell_act.ts";
import { agentCommands } from "./agent_commands.ts";
import { appendFacts } from "./append_facts.ts";
import type { BootFacts } from "./boot/boot_report.ts";
import { takeUp } from "./boot/take_up.ts";
import { systemClocks } from "./boot/wake_watch.ts";
import { ClaudeWatch } from "./claude_watch.ts";
import { CommandGuard } from "./command_guard.ts";
import { EventWriter } from "./event_writer.ts";
import { guardedCommands } from "./guarded_commands.ts";
import { type LiveReads, liveReads } from "./live_reads.ts";
import type { Lag } from "./metrics/lag_meter.ts";
import { type Desks, openDesks } from "./open_desks.ts";
import type {
  FoldersPort,
  LiveStorePort,
  LogPort,
  ProbeClaude,
  Sources,
  StoragePort,
} from "./ports.ts";
import { interruptedTasks, interruption } from "./reconcile.ts";
import { MemoryWatch } from "./recovery/memory_watch.ts";
import { RecoveryManager } from "./recovery/recovery_manager.ts";
import { watchedStore } from "./recovery/store_watch.ts";
import { type Retirable, retire } from "./retention/retire.ts";
import type { RetiredDeps } from "./retention/retired_records.ts";

export type PlatformDeps = {
  readonly store: LiveStorePort;
  /** What the live store has let go of. */
  readonly kept: RetiredDeps["kept"];
  readonly sources: Sources;
  readonly folders: FoldersPort;
  readonly startClaude: StartClaude;
  readonly probeClaude: ProbeClaude;
  readonly storage: StoragePort;
  readonly log: LogPort;
  readonly version: string;
  /** What the host is like, and what an earlier life left on it. */
  readonly earlierLife: Pick<BootFacts, "containment" | "killed">;
  readonly instanceId: string;
  readonly agentEnv: Readonly<Record<string, string>>;
  /** Takes secrets out of a text, before it is stored or shown. */
  readonly blot: (text: string) => string;
  readonly defaultTimeoutSeconds: number;
  readonly maxAgents: number;
  readonly parallelStarts: number;
  /** Tasks that may run at once. */
  readonly maxRunning: number;
  /** Milliseconds without a sign of life after which a task is taken back. */
  readonly leaseMs: number;
  /** Milliseconds after that until a silent process is replaced. */
  readonly silenceMs: number;
  /** Milliseconds that a request for permission waits for a person. */
  readonly approvalTimeoutMs: number;
  readonly realPath: (path: string) => Promise<string | null>;
  /** From 0 to 1, for retries that do not come in step. */
  readonly random: () => number;
  readonly demo: boolean;
  /** Memory that the host could give to new processes, in MiB; without it, nobody knows. */
  readonly freeMemoryMb?: () => number | undefined;
  /** No process starts with less than this, in MiB; without it, all do. */
  readonly minFreeMemoryMb?: number;
  /** How late timers were since the last call; without it, fewer agents work at once for other reasons alone. */
  readonly lag?: () => Lag;
  /** What the processes of each agent occupy, in MiB; without it, agents are not held to their limits. */
  readonly residentMb?: () => Promise<ReadonlyMap<string, number>>;
};

/** The orchestrator as the rest of the program sees it. */
export type Platform =
  & Commands
  & LiveReads
  & EventSource
  & {
    /** Lets the live store go of what is over; see `retention/retire.ts`. */
    retire(wanted: Retirable): ReturnType<typeof retire>;
    /** When the newest task that left was made, in milliseconds; 0 when none did. */
    readNewestRetiredMs(): Promise<number>;
    /** How the history is; what it does while it is away is an incident. */
    historyIs(state: HistoryState): void;
    /** A client was cut that read too slowly; when many are, it is an incident. */
    clientWasCut(kind: "sse" | "ws"): void;
    /** Tells what a person did beside the fleet. */
    readonly tellAct: TellAct;
    /** Resolves when it is known whether `claude` can be used. */
    lookForClaude(): Promise<void>;
    /** Ends all processes, tells it in the log, and refuses commands from then on. Safe to repeat. */
    stop(): Promise<void>;
  };

/**
 * Reads the fleet back, makes its records true again, and starts the agents
 * that were alive. Resolves before their processes are up.
 *
 * @throws {StoreUnavailable} When the live store takes no commit.
 */
export async function openPlatform(deps: PlatformDeps): Promise<Platform> {
  const fleet = await deps.store.load();
  const writer = new EventWriter(
    watchedStore(deps.store, {
      onRefused: (error) => recovery.storeRefused(error),
      onStuck: () => deps.log.error("the live store takes no commits"),
      onMoving: (afterMs) => recovery.storeWasStuck(afterMs),
    }),
    deps.sources,
    fleet,
    (error) => deps.log.error("an event was not passed on", { error }),
  );
  const claude = new ClaudeWatch(deps.probeClaude);
  const recovery: RecoveryManager = new RecoveryManager({
    ...deps,
    writer,
    freeMemoryMb: deps.freeMemoryMb ?? (() => undefined),
    minFreeMemoryMb: deps.minFreeMemoryMb ?? 0,
    stopAgent: (id, reason) =>
      commands.terminateAgent(id, reason, { kind: "server" }),
    load: () => desks.load,
    ...systemClocks,
  });
  const desks: Desks = openDesks({
    ...deps,
    writer,
    room: () => recovery.room(),
  });
  const { roster, handoffs } = desks;
  const memory = new MemoryWatch({
    fleet: () => writer.head,
    residentMb: deps.residentMb ?? (() => Promise.resolve(new Map())),
    obey: (id, act, use) => roster.obeyMemory(id, act, use),
    every: systemClocks.every,
    log: deps.log,
  });
  const all = { ...deps, writer, claude, roster, handoffs };
  const commands = agentCommands(all);

  await takeUp(fleet, { ...deps, writer, desks });

  const leaveStorage = deps.storage.subscribe(obeyStorage);
  obeyStorage(deps.storage.status);

  /** Work goes on only where its results can be stored. */
  function obeyStorage({ disk }: StorageStatus): void {
    recovery.storageIs({ disk });
    if (disk.state === "full") void roster.hold("no room on the disk");
    else void roster.release();
  }

  const guard = new CommandGuard(deps);
  let stopping: Promise<void> | undefined;
  async function stop(): Promise<void> {
    guard.close();
    leaveStorage();
    memory[Symbol.dispose]();
    recovery[Symbol.dispose]();
    roster.close();
    await appendFacts(
      all,
      () =>
        interruptedTasks(writer.head).flatMap((task) =>
          interruption(
            writer.head,
            task,
            "The server was stopped while this task was running",
            deps.sources.now(),
          )
        ),
    );
    await roster.stopAll();
    desks[Symbol.dispose]();
    await handoffs.settled();
    // What a command still has to tell belongs before the last event.
    await guard.settled();
    await appendFacts(all, () => [{ type: "server.stopped", data: {} }]);
    await writer.drained();
  }

  return {
    ...guardedCommands(guard, commands, desks, all),
    ...liveReads({ ...all, approvals: desks.approvals }),
    subscribe: (listener) => {
      const endings = [
        writer.subscribe(listener),
        claude.subscribe((status) => listener.claude?.(status)),
        deps.storage.subscribe((status) => listener.storage?.(status)),
      ];
      return () => endings.forEach((end) => end());
    },

    retire: (wanted) => retire(writer, wanted),
    readNewestRetiredMs: () => deps.store.readNewestRetiredMs(),
    historyIs: (state) => recovery.historyIs(state),
    clientWasCut: (kind) => recovery.clientWasCut(kind),
    tellAct: actTeller(all),
    lookForClaude: async () => void await claude.look(),
    stop: () => stopping ??= stop(),
  };
}
