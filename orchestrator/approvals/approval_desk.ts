import type { Actor } from "@/domain/actor.ts";
import type { Agent } from "@/domain/agent.ts";
import type { Approval, Decision } from "@/domain/approval.ts";
import { isPendingApproval } from "@/domain/approval_status.ts";
import { pendingByAge } from "@/domain/approval_order.ts";
import type { PermissionAnswer } from "@/domain/claude_process.ts";
import type { EventDraft, FleetEvent } from "@/domain/event.ts";
import type { AgentId, ApprovalId, TaskId } from "@/domain/ids.ts";
import type { Outcome, Page } from "@/domain/platform.ts";
import type { ApprovalFilter } from "@/domain/record_filters.ts";
import { appendFacts } from "../append_facts.ts";
import type { EventWriter } from "../event_writer.ts";
import type { LiveStorePort, LogPort, Sources } from "../ports.ts";
import { answerOf } from "./answer_of.ts";
import { findApproval, listApprovals } from "./approval_reads.ts";
import { DecisionDesk } from "./decision_desk.ts";
import { decided, delivered, placeOf } from "./drafts.ts";
import { ExpiryWatch } from "./expiry_watch.ts";
import { fingerprintOf } from "./fingerprint.ts";
import { Judge } from "./judge.ts";
import { withdrawalsOf } from "./leftovers.ts";
import {
  expiry,
  newApproval,
  type PermissionRequested,
} from "./new_approval.ts";
import { RuleDesk } from "./rule_desk.ts";
import { WaitingAsks } from "./waiting_asks.ts";

export type ApprovalDeskDeps = {
  readonly writer: Pick<
    EventWriter,
    "head" | "committed" | "append" | "drained" | "subscribe"
  >;
  readonly store: Pick<
    LiveStorePort,
    "saveText" | "readText" | "readAgent" | "readApproval" | "listApprovals"
  >;
  readonly sources: Sources;
  readonly log: LogPort;
  /** Calls `run` after `ms` milliseconds, unless the function that it gives is called first. */
  readonly after: (ms: number, run: () => void) => () => void;
  /** How long a request waits for a person before it is denied. */
  readonly timeoutMs: number;
  readonly realPath: (path: string) => Promise<string | null>;
};

/** One request of a running process, and the way back to it. */
export type Asking = {
  readonly agent: Agent;
  readonly taskId: TaskId | undefined;
  readonly event: PermissionRequested;
  /** Called at most once. */
  readonly answer: (answer: PermissionAnswer) => Promise<void>;
};

/**
 * Where agents ask, and people and rules answer. Every request is a record
 * that outlives pages, processes and the server: when the same agent asks the
 * same for the same task again, it is the same record, and what was decided
 * meanwhile is told then, once. A decision is durable before anybody is told.
 */
export class ApprovalDesk implements Disposable {
  readonly #waiting = new WaitingAsks();
  readonly #judge: Judge;
  /** Where rules are made; what they decide reaches the processes from here. */
  readonly rules: RuleDesk;
  readonly #expiry: ExpiryWatch;
  readonly #decisions: DecisionDesk;
  readonly #leave: () => void;

  constructor(private readonly deps: ApprovalDeskDeps) {
    this.#judge = new Judge(deps);
    this.#expiry = new ExpiryWatch(deps, this.#waiting);
    this.rules = new RuleDesk(deps, this.#judge, (id) => this.#waiting.has(id));
    this.#decisions = new DecisionDesk(deps, {
      judge: this.#judge,
      rules: this.rules,
      waiting: this.#waiting,
      expiry: this.#expiry,
    });
    this.#leave = deps.writer.subscribe({
      events: (events) => this.#onEvents(events),
      delta: () => {},
    });
    this.#expiry.lookIn(0);
  }

  /**
   * Takes a request; resolves when it is durable, and never waits for a
   * person. `settled` resolves when the process waits no more. Rejects when
   * a long input cannot be stored; it may be asked again then.
   */
  async ask(asking: Asking): Promise<{ readonly settled: Promise<void> }> {
    const { agent, taskId, event } = asking;
    const { sources } = this.deps;
    const at = sources.now();
    const fingerprint = fingerprintOf(event.toolName, event.input);
    const old = this.#sameAsk(agent.id, taskId ?? null, fingerprint);
    const id = old?.id ?? sources.newId() as ApprovalId;
    const settled = Promise.withResolvers<void>();
    // In the first tick, so that whoever detaches the agent finds it.
    this.#waiting.add({
      approval: id,
      agent: agent.id,
      requestId: event.requestId,
      input: event.input,
      answer: asking.answer,
      settle: settled.resolve,
    });
    try {
      const approval = old ??
        await newApproval(this.deps, asking, { id, fingerprint, at });
      await this.#judge.read(approval);
      await this.#record(approval);
    } catch (error) {
      // Nothing is known of it, so nobody will ever answer it.
      this.#waiting.take(id)?.settle();
      throw error;
    }
    this.#tell(id);
    this.#expiry.lookIn(0);
    return { settled: settled.promise };
  }

  /** Stores that it was asked, or asked again, with what is decided about it already. */
  #record(approval: Approval): Promise<void> {
    const { writer, sources } = this.deps;
    return appendFacts(this.deps, () => {
      // Withdrawn again while it was being written down.
      if (!this.#waiting.has(approval.id)) return [];
      const known = writer.head.approvals[approval.id];
      if (known && !isPendingApproval(known)) {
        return known.delivered_at === null ? [delivered(known)] : [];
      }
      const requested: EventDraft = {
        type: "approval.requested",
        ...placeOf(approval),
        data: { approval: known ?? approval },
      };
      // Asked in another attempt, it has that one wait too.
      const task = known?.task_id && writer.head.tasks[known.task_id];
      const isNew = !known || (task && task.state.status === "running");
      return [
        ...(isNew ? [requested] : []),
        ...this.#judge.byRule(approval, sources.now(), true),
      ];
    });
  }

  /** The process does not wait any more, by its own word. Harmless when it is answered. */
  async withdrawn(agent: AgentId, requestId: string): Promise<void> {
    const ask = this.#waiting.find(agent, requestId);
    if (!ask) return;
    this.#waiting.take(ask.approval)?.settle();
    await appendFacts(this.deps, () => {
      const approval = this.deps.writer.head.approvals[ask.approval];
      if (!approval || !isPendingApproval(approval)) return [];
      const reason = "the agent does not wait for it any more";
      const since = this.deps.sources.now();
      const state = { status: "withdrawn", since, reason } as const;
      return decided(approval, state, false);
    });
  }

  /** The agent's process is gone, or about to be stopped; what it asked stays, until it asks again. */
  detach(agent: AgentId): void {
    for (const { approval } of this.#waiting.of(agent)) {
      this.#waiting.take(approval)?.settle();
    }
  }

  /** What ends with a task, to be appended together with its end. */
  withdrawalsOf(task: TaskId, reason: string): EventDraft[] {
    const { writer, sources } = this.deps;
    return withdrawalsOf(writer.head, task, reason, sources.now());
  }

  /** See `ApprovalCommands.decideApproval`. */
  decide(
    id: ApprovalId,
    decision: Decision,
    by: Actor,
  ): Promise<Outcome<Approval>> {
    return this.#decisions.decide(id, decision, by);
  }

  /** See `ApprovalQueries.findApproval`. */
  find(id: ApprovalId): Promise<Approval | undefined> {
    return findApproval(this.deps, id);
  }

  /** See `ApprovalQueries.listApprovals`. */
  list(filter: ApprovalFilter): Promise<Page<Approval>> {
    return listApprovals(this.deps, filter);
  }

  /**
   * The clock jumped ahead, or back, by so many milliseconds: every request
   * keeps the time that it had left. In the first tick, so that nothing runs
   * out before.
   */
  async clockJumped(ms: number): Promise<void> {
    const { writer } = this.deps;
    await appendFacts(
      this.deps,
      () =>
        pendingByAge(writer.head.approvals).map((approval): EventDraft => ({
          type: "approval.postponed",
          ...placeOf(approval),
          data: { expires_at: expiry(approval.expires_at, ms), by_clock: true },
        })),
    );
    this.#expiry.lookIn(0);
  }

  [Symbol.dispose](): void {
    this.#leave();
    this.#expiry[Symbol.dispose]();
  }

  /** The record of the same request from before, when nobody waits for it now. */
  #sameAsk(
    agent: AgentId,
    task: TaskId | null,
    fingerprint: string,
  ): Approval | undefined {
    return Object.values(this.deps.writer.head.approvals)
      .filter((each) =>
        each.agent_id === agent && each.task_id === task &&
        each.fingerprint === fingerprint && !this.#waiting.has(each.id) &&
        (isPendingApproval(each) || isUntold(each))
      )
      .sort((a, b) => a.id < b.id ? -1 : 1)[0];
  }

  #onEvents(events: readonly FleetEvent[]): void {
    for (const event of events) {
      if (event.type === "approval.decided") this.#tell(event.approval_id);
      if (leavesSomething(event)) this.#expiry.lookIn(0);
    }
  }

  /** Tells the process that waits what was decided, once that is durable. */
  #tell(id: ApprovalId): void {
    const approval = this.deps.writer.committed.approvals[id];
    if (!approval || isPendingApproval(approval)) return;
    this.#judge.forget(id);
    const ask = this.#waiting.take(id);
    if (!ask) return;
    ask.answer(answerOf(approval, ask.input))
      .catch((error) =>
        this.deps.log.error("a decision did not reach the agent", {
          agent: ask.agent,
          approval: id,
          error,
        })
      )
      .finally(ask.settle);
  }
}

/** A person or a rule decided, and no process was told. */
function isUntold({ state, delivered_at }: Approval): boolean {
  return delivered_at === null &&
    (state.status === "allowed" || state.status === "denied");
}

function leavesSomething({ type }: FleetEvent): boolean {
  return type === "task.assigned" || type === "task.completed" ||
    type === "task.failed" || type === "task.cancelled" ||
    type === "agent.terminated" || type === "agent.failed";
}
