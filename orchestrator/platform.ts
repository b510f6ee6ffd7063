import type { StartClaude } from "@/domain/claude_process.ts";
import type { HistoryQueries } from "@/domain/history.ts";
import type { HistoryState } from "@/domain/history_state.ts";
import type { MetricQueries } from "@/domain/metric_queries.ts";
import type {
  Commands,
  EventSource,
  Outcome,
  Queries,
} from "@/domain/platform.ts";
import type { Decision } from "@/domain/approval.ts";
import type { NewRule } from "@/domain/approval_rule.ts";
import {
  type AgentId,
  type ApprovalId,
  type RuleId,
  type SessionId,
  TaskId,
} from "@/domain/ids.ts";
import { ownRecord } from "@/domain/own_record.ts";
import type { StorageStatus } from "@/domain/storage_status.ts";
import type { NewTask } from "@/domain/task.ts";
import type { FrameQueries } from "@/domain/frames.ts";
import type { TranscriptQueries } from "@/domain/transcript_port.ts";
import { NO_USAGE } from "@/domain/usage_sum.ts";
import { agentCommands } from "./agent_commands.ts";
import { agentControl } from "./agent_control.ts";
import { appendFacts } from "./append_facts.ts";
import { systemClocks } from "./boot/wake_watch.ts";
import { type BootFacts, bootReport } from "./boot/boot_report.ts";
import { budgetCommands } from "./budgets/budget_commands.ts";
import { ClaudeWatch } from "./claude_watch.ts";
import { EventWriter, StoreUnavailable } from "./event_writer.ts";
import { fullText } from "./full_text.ts";
import type {
  FoldersPort,
  LiveStorePort,
  LogPort,
  ProbeClaude,
  Sources,
  StoragePort,
} from "./ports.ts";
import type { Lag } from "./metrics/lag_meter.ts";
import { type Desks, openDesks } from "./open_desks.ts";
import { createTask } from "./queue/create_task.ts";
import { taskCommands } from "./queue/task_commands.ts";
import { MemoryWatch } from "./recovery/memory_watch.ts";
import { RecoveryManager } from "./recovery/recovery_manager.ts";
import { watchedStore } from "./recovery/store_watch.ts";
import { incidentCommands } from "./recovery/incident_commands.ts";
import { interruptedTasks, interruption, reconcile } from "./reconcile.ts";
import { type Retirable, retire } from "./retention/retire.ts";
import type { RetiredDeps } from "./retention/retired_records.ts";
import { sessionCommands } from "./session_commands.ts";
import { templateCommands } from "./template_commands.ts";

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

/** Who decides by a command; there is one person so far. */
const PERSON = { kind: "person" } as const;

/** The orchestrator as the rest of the program sees it. */
export type Platform =
  & Commands
  & Omit<
    Queries,
    | keyof HistoryQueries
    | keyof MetricQueries
    | keyof TranscriptQueries
    | keyof FrameQueries
    | "host"
  >
  & EventSource
  & {
    /** Lets the live store go of what is over; see `retention/retire.ts`. */
    retire(wanted: Retirable): ReturnType<typeof retire>;
    /** When the newest task that left was made, in milliseconds; 0 when none did. */
    readNewestRetiredMs(): Promise<number>;
    /** How the history is; what it does while it is away is an incident. */
    historyIs(state: HistoryState): void;
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
    stopAgent: (id, reason) => commands.terminateAgent(id, reason),
    load: () => desks.load,
    every: systemClocks.every,
  });
  const desks: Desks = openDesks({
    ...deps,
    writer,
    room: () => recovery.room(),
  });
  const { roster, approvals, mail, handoffs, limits } = desks;
  const memory = new MemoryWatch({
    fleet: () => writer.head,
    residentMb: deps.residentMb ?? (() => Promise.resolve(new Map())),
    obey: (id, act, use) => roster.obeyMemory(id, act, use),
    every: systemClocks.every,
    log: deps.log,
  });
  const all = { ...deps, writer, claude, roster, handoffs };
  const commands = agentCommands(all);
  const control = agentControl(all);
  const sessions = sessionCommands(all);
  const templates = templateCommands(all);
  const tasks = taskCommands(all);
  const incidents = incidentCommands(all);
  const budgets = budgetCommands({ ...all, ...control, ...tasks });

  const limitCommands = {
    open: async () => {
      await limits.open(PERSON);
      return { ok: true, value: writer.committed.limits } as const;
    },
    enable: async (enabled: boolean) => {
      await limits.enable(enabled, PERSON);
      return { ok: true, value: writer.committed.limits } as const;
    },
  };

  const stoppedCleanly = await endedByStop(deps.store, fleet.seq);
  const at = deps.sources.now();
  const { version } = deps;
  const { drafts, resumed } = reconcile(fleet, version, at);
  const report = bootReport(fleet, drafts, {
    ...deps.earlierLife,
    at,
    version,
    stoppedCleanly,
  });
  await writer.append([
    ...drafts,
    { type: "server.boot_reported", data: { report } },
  ]);
  await limits.resume();
  await desks.budgets.resume();
  await mail.letGo();
  for (const id of resumed) {
    const counted = writer.head.agents[id]?.claude_session.counted;
    roster.launch(id, stoppedCleanly && counted ? counted : NO_USAGE);
  }

  const leaveStorage = deps.storage.subscribe(obeyStorage);
  obeyStorage(deps.storage.status);

  /** Work goes on only where its results can be stored. */
  function obeyStorage({ disk }: StorageStatus): void {
    recovery.storageIs({ disk });
    if (disk.state === "full") void roster.hold("no room on the disk");
    else void roster.release();
  }

  async function dismissBootReport() {
    const { boot } = writer.head;
    if (boot.last !== null && boot.dismissed_at === null) {
      await writer.append([{
        type: "server.boot_report_dismissed",
        data: { by: PERSON },
      }]);
    }
    await writer.drained();
    return { ok: true, value: writer.committed.boot } as const;
  }

  const underWay = new Set<Promise<unknown>>();
  let stopping: Promise<void> | undefined;
  async function stop(): Promise<void> {
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
    await Promise.allSettled(underWay);
    await appendFacts(all, () => [{ type: "server.stopped", data: {} }]);
    await writer.drained();
  }

  /** Refuses while stopping, and when the store takes no commit. */
  function guarded<A extends unknown[], T>(
    command: (...args: A) => Promise<Outcome<T>>,
  ): (...args: A) => Promise<Outcome<T>> {
    return async (...args) => {
      if (stopping) {
        return refused("server_stopping", "Cannot do this: the server stops");
      }
      if (deps.store.isStuck()) {
        return refused(
          "store_unavailable",
          "Cannot do this now: the live store takes no commits",
        );
      }
      const answer = command(...args);
      underWay.add(answer);
      try {
        return await answer;
      } catch (error) {
        if (!(error instanceof StoreUnavailable)) throw error;
        deps.log.error("live store refused a command", { error });
        return refused("store_unavailable", error.message);
      } finally {
        underWay.delete(answer);
      }
    };
  }

  /** Refuses what would begin while there is no room to store it. */
  function withRoom<A extends unknown[], T>(
    command: (...args: A) => Promise<Outcome<T>>,
  ): (...args: A) => Promise<Outcome<T>> {
    return (...args) =>
      deps.storage.status.disk.state === "full"
        ? Promise.resolve(refused(
          "disk_full",
          "Cannot begin anything new: the disk of the data folder is full. It goes on by itself when there is room",
        ))
        : command(...args);
  }

  return {
    createAgent: guarded(withRoom(commands.createAgent)),
    whenStarted: commands.whenStarted,
    terminateAgent: guarded((id: AgentId) => commands.terminateAgent(id)),
    interruptAgent: guarded(commands.interruptAgent),
    pauseAgent: guarded(control.pauseAgent),
    resumeAgent: guarded(control.resumeAgent),
    restartAgent: guarded(withRoom(control.restartAgent)),
    changeAgent: guarded(control.changeAgent),
    assignTask: guarded(
      withRoom((agentId: AgentId, task: NewTask) =>
        createTask(all, task, { agentId })
      ),
    ),
    createTask: guarded(
      withRoom((
        task: NewTask,
        to: { readonly agentId?: AgentId; readonly sessionId?: SessionId },
      ) => createTask(all, task, to)),
    ),
    changeTask: guarded(tasks.changeTask),
    cancelTask: guarded(tasks.cancelTask),
    retryTask: guarded(withRoom(tasks.retryTask)),
    reassignTask: guarded(tasks.reassignTask),
    pauseQueue: guarded(tasks.pauseQueue),
    resumeQueue: guarded(tasks.resumeQueue),
    openLimits: guarded(() => limitCommands.open()),
    enableLimits: guarded((on: boolean) => limitCommands.enable(on)),
    setBudget: guarded(budgets.setBudget),
    endBudgeted: guarded(budgets.endBudgeted),
    enableBudgets: guarded(budgets.enableBudgets),
    createTemplate: guarded(templates.createTemplate),
    changeTemplate: guarded(templates.changeTemplate),
    removeTemplate: guarded(templates.removeTemplate),
    decideApproval: guarded((id: ApprovalId, decision: Decision) =>
      approvals.decide(id, decision, PERSON)
    ),
    acknowledgeIncident: guarded(incidents.acknowledgeIncident),
    closeIncident: guarded(incidents.closeIncident),
    createRule: guarded((rule: NewRule) =>
      approvals.rules.create(rule, PERSON)
    ),
    removeRule: guarded((id: RuleId) => approvals.rules.remove(id, PERSON)),
    sendMessage: guarded((to: AgentId, text: string, urgent: boolean) =>
      mail.fromPerson(to, text, urgent)
    ),
    dismissBootReport: guarded(dismissBootReport),
    createSession: guarded(sessions.createSession),
    renameSession: guarded(sessions.renameSession),
    archiveSession: guarded(sessions.archiveSession),
    restoreSession: guarded(sessions.restoreSession),

    fleet: () => writer.committed,
    findAgent: async (id) =>
      ownRecord(writer.committed.agents, id) ??
        await deps.store.readAgent(id),
    findTask: async (id) => {
      const ours = TaskId.safeParse(id);
      const task = ours.success
        ? writer.committed.tasks[ours.data] ??
          await deps.store.readTask(ours.data)
        : undefined;
      // A caller's own id may look like one of ours.
      return task ?? await deps.store.readTaskByExternalId(id);
    },
    listTasks: (filter) => deps.store.listTasks(filter),
    findHandoff: async (id) =>
      writer.committed.handoffs[id] ?? await deps.store.readHandoff(id),
    findIncident: async (id) =>
      writer.committed.incidents[id] ?? await deps.store.readIncident(id),
    listIncidents: (filter) => deps.store.listIncidents(filter),
    findApproval: (id) => approvals.find(id),
    listApprovals: (filter) => approvals.list(filter),
    dryRunRule: (rule) => approvals.rules.dryRun(rule),
    findSession: async (id) =>
      writer.committed.sessions[id] ?? await deps.store.readSession(id),
    listSessions: (filter) => deps.store.listSessions(filter),
    readTranscript: (id, range) => deps.store.readTranscript(id, range),
    findTranscriptEntry: (id, n) => deps.store.readTranscriptEntry(id, n),
    fullText: (text) => fullText(deps.store, text),
    bootReports: () => deps.store.readBootReports(),
    claudeStatus: () => claude.status,
    storageStatus: () => deps.storage.status,
    maxAgents: deps.maxAgents,
    demo: deps.demo,

    readEvents: (afterSeq, limit) => deps.store.readEvents(afterSeq, limit),
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
    lookForClaude: async () => void await claude.look(),
    stop: () => stopping ??= stop(),
  };
}

/** A kill leaves the CLI's counters at zero; a clean stop carries them over. */
async function endedByStop(
  store: LiveStorePort,
  seq: number,
): Promise<boolean> {
  const [last] = seq > 0 ? await store.readEvents(seq - 1, 1) : [];
  return last?.type === "server.stopped";
}

function refused(
  code: "server_stopping" | "store_unavailable" | "disk_full",
  message: string,
) {
  return { ok: false, refusal: { code, message } } as const;
}
