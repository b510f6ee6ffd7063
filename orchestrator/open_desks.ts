import type { FleetEvent } from "@/domain/event.ts";
import type { HandoffId } from "@/domain/ids.ts";
import { isHandoffEnded } from "@/domain/handoff.ts";
import { agentTools } from "./agent_tools/tool_server.ts";
import { ApprovalDesk } from "./approvals/approval_desk.ts";
import { BudgetGate } from "./budgets/budget_gate.ts";
import { appendFacts } from "./append_facts.ts";
import { systemClocks, type WakeClocks, WakeWatch } from "./boot/wake_watch.ts";
import type { EventWriter } from "./event_writer.ts";
import { Coordinator } from "./handoff/coordinator.ts";
import { failureDrafts } from "./handoff/endings.ts";
import { HandoffDesk } from "./handoff/handoff_desk.ts";
import type { LaunchDeps } from "./launch_agent.ts";
import { LoadShedder } from "./limits/load_shedder.ts";
import { LimitGate } from "./limits/limit_gate.ts";
import { Mailroom } from "./messages/mailroom.ts";
import type { LiveStorePort, LogPort, Sources } from "./ports.ts";
import { WorkDesk } from "./queue/work_desk.ts";
import { Roster } from "./roster.ts";

export type DesksDeps = Omit<LaunchDeps, "tools"> & {
  readonly writer: EventWriter;
  readonly store: LiveStorePort;
  readonly sources: Sources;
  readonly log: LogPort;
  readonly defaultTimeoutSeconds: number;
  readonly leaseMs: number;
  readonly silenceMs: number;
  readonly parallelStarts: number;
  readonly maxRunning: number;
  /** Resolves when the host has memory for another process. */
  readonly room: () => Promise<void>;
  readonly random: () => number;
  /** Takes secrets out of a text, before it is stored or shown. */
  readonly blot: (text: string) => string;
  /** Milliseconds that a request for permission waits for a person. */
  readonly approvalTimeoutMs: number;
  /** The path without links; null when nothing is there. */
  readonly realPath: (path: string) => Promise<string | null>;
  /** Those of this process unless told. */
  readonly clocks?: WakeClocks;
};

/** The agents that run, and all whom they have to do with. */
export type Desks = Disposable & {
  readonly roster: Roster;
  readonly approvals: ApprovalDesk;
  readonly mail: Mailroom;
  readonly handoffs: Coordinator;
  readonly limits: LimitGate;
  readonly load: LoadShedder;
  readonly budgets: BudgetGate;
};

/**
 * Joins those who run agents, ask people, carry messages and lead hand-offs.
 * They refer to one another; nothing is called before all of them are there.
 */
export function openDesks(deps: DesksDeps): Desks {
  const { writer } = deps;
  const wake = new WakeWatch(deps.clocks ?? systemClocks, clockJumped);
  const approvals = new ApprovalDesk({
    ...deps,
    timeoutMs: deps.approvalTimeoutMs,
    after: (ms, run) =>
      after(ms, () => {
        // Nothing runs out because the host slept.
        wake.look();
        run();
      }),
  });
  const mail = new Mailroom({
    ...deps,
    onQueued: (to) => roster.deliver(to),
  });
  const handoffs: Coordinator = new Coordinator({
    ...deps,
    turns: {
      canPrompt: (manager, task) => roster.canPrompt(manager, task),
      prompt: (manager, turn) => roster.prompt(manager, turn),
    },
  });
  const limits = new LimitGate({
    ...deps,
    onReleased: (agent) => roster.goOn(agent),
  });
  const load = new LoadShedder({ ...deps, after });
  const budgets = new BudgetGate({
    ...deps,
    onReleased: (agent) => roster.goOn(agent),
  });
  const tools = agentTools({
    handoff: new HandoffDesk(deps),
    work: new WorkDesk(deps),
    mail,
    log: deps.log,
  });
  const roster: Roster = new Roster({
    ...deps,
    tools,
    approvals,
    mail,
    limits,
    places: () => load.places,
    budgets,
    handoffs: {
      begin: (task, manager) => handoffs.begin(task, manager),
      fail: (taskId, why) => {
        const id = writer.head.tasks[taskId]?.handoff_id;
        const handoff = id && writer.head.handoffs[id];
        return handoff && !isHandoffEnded(handoff)
          ? failureDrafts(handoff, writer.head, why)
          : [];
      },
    },
  });

  /** What waits for a time of day keeps its fair share of it, and nothing comes back all at once. */
  function clockJumped(ms: number): void {
    deps.log.info("the clock jumped", { seconds: Math.round(ms / 1_000) });
    void approvals.clockJumped(ms);
    limits.clockJumped();
    void budgets.resume();
    void appendFacts(deps, () => [{
      type: "server.woke",
      data: { jumped_seconds: Math.round(ms / 1_000) },
    }]);
    roster.dispatch();
  }

  /** Every hand-off that goes on looks again at what it needs. */
  const considerAll = () => {
    for (const handoff of Object.values(writer.head.handoffs)) {
      if (!isHandoffEnded(handoff)) handoffs.consider(handoff.id);
    }
  };
  roster.onFree = considerAll;
  const leave = writer.subscribe({
    events: (events) => {
      for (const event of events) {
        if (endsTask(event) && event.task_id) void roster.drop(event.task_id);
      }
      if (events.some(movesTasks)) roster.dispatch();
      for (const id of new Set(events.flatMap((event) => handoffIdOf(event)))) {
        handoffs.consider(id);
      }
    },
    delta: () => {},
  });

  function handoffIdOf(event: FleetEvent): HandoffId[] {
    if ("handoff_id" in event) return [event.handoff_id];
    // A part moved: its parent's hand-off may go on.
    if (!event.type.startsWith("task.") || !("task_id" in event)) return [];
    const { tasks } = writer.head;
    const parentId = event.task_id && tasks[event.task_id]?.parent_id;
    const id = parentId && tasks[parentId]?.handoff_id;
    return id ? [id] : [];
  }

  return {
    roster,
    approvals,
    mail,
    handoffs,
    limits,
    load,
    budgets,
    [Symbol.dispose]: () => {
      leave();
      wake[Symbol.dispose]();
      limits[Symbol.dispose]();
      load[Symbol.dispose]();
      budgets[Symbol.dispose]();
      approvals[Symbol.dispose]();
      mail[Symbol.dispose]();
    },
  };
}

/** Timers take no longer time than this. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

function after(ms: number, run: () => void): () => void {
  const timer = setTimeout(run, Math.min(ms, LONGEST_TIMER_MS));
  return () => clearTimeout(timer);
}

/** Whoever still has the task lets go of it. */
function endsTask(event: FleetEvent) {
  return event.type === "task.completed" || event.type === "task.failed" ||
    event.type === "task.cancelled";
}

/** Somebody may have got free, something may be ready, or more may work at once. */
function movesTasks({ type }: FleetEvent): boolean {
  return type === "limit.raised" ||
    type.startsWith("task.") && type !== "task.progressed";
}
