import type { Actor } from "@/domain/actor.ts";
import { isEnded } from "@/domain/agent_status.ts";
import type { EventDraft } from "@/domain/event.ts";
import type { AgentId, Instant } from "@/domain/ids.ts";
import type { Task } from "@/domain/task.ts";
import { appendFacts } from "../append_facts.ts";
import type { EventWriter } from "../event_writer.ts";
import type { LogPort, Sources } from "../ports.ts";
import { closing } from "./closing.ts";
import type { LimitNotice } from "./limit_notice.ts";
import { lowering, strainOf } from "./places.ts";

/** Timers take no longer time than this. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;
/** Between two agents that go on after the gate has opened, in milliseconds. */
const STAGGER_MS = 1_000;

export type LimitGateDeps = {
  readonly writer: EventWriter;
  readonly sources: Pick<Sources, "now">;
  readonly log: LogPort;
  /** From 0 to 1. */
  readonly random: () => number;
  /** The agent may go on. */
  readonly onReleased: (agent: AgentId) => void;
};

/**
 * The gate for the whole account. The first limit that any agent meets closes
 * it; while it is closed, nothing is asked of the API, but for tasks that
 * ignore it. It opens when its time is over, and lets one agent after the
 * other through, no more at once than the load shedder has places for. What it knows is in the fleet, so it survives a restart.
 */
export class LimitGate implements Disposable {
  /** Agents whose turn to go on has not come yet, in order. */
  #queue: AgentId[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #next: ReturnType<typeof setTimeout> | undefined;
  readonly #leave: () => void;

  constructor(private readonly deps: LimitGateDeps) {
    this.#leave = deps.writer.subscribe({
      events: (events) => {
        for (const { type } of events) {
          if (type === "limit.closed") this.#wait();
          if (type === "limit.opened") this.#release();
        }
      },
      delta: () => {},
    });
  }

  /** Takes up what the fleet says, after a start of the server. */
  async resume(): Promise<void> {
    const { closed } = this.deps.writer.head.limits;
    if (closed?.kind === "authentication") {
      await this.#open({ kind: "server" }, "restarted");
    } else if (closed) this.#wait();
  }

  /**
   * The clock jumped: the time that it opens at is looked at anew, and where
   * it is open, agents go on one after the other, for after a sleep everything
   * is due at once.
   */
  clockJumped(): void {
    if (this.deps.writer.head.limits.closed) this.#wait();
    else this.#release();
  }

  /** Whether the agent may not ask anything of the API now, for that task or for none. */
  holds(agent: AgentId, task?: Pick<Task, "ignore_limits">): boolean {
    const { limits } = this.deps.writer.head;
    if (task?.ignore_limits || !limits.enabled) return false;
    return limits.closed !== null || this.#queue.includes(agent);
  }

  /** When it opens; null: when a person says so; `undefined`: it is open. */
  get until(): Instant | null | undefined {
    return this.deps.writer.head.limits.closed?.until;
  }

  /** Whether limits hold such work back, rather than let it fail. */
  governs(task: Pick<Task, "ignore_limits">): boolean {
    return this.deps.writer.head.limits.enabled && !task.ignore_limits;
  }

  /** What a limit that the agent met means, to be appended in the same tick. */
  met(notice: LimitNotice | undefined, agent: AgentId): EventDraft[] {
    if (!notice) return [];
    const { writer: { head }, sources, random } = this.deps;
    const closes = closing(head.limits, notice, agent, {
      now: sources.now(),
      random: random(),
    });
    const strain = strainOf(notice.kind);
    // Who meets what is known already has nothing new to say of the load.
    const isNew = closes.length > 0 && head.limits.closed === null;
    return isNew && strain
      ? [...closes, ...lowering(head, { strain, message: notice.message })]
      : closes;
  }

  /** Opens it before its time. Harmless when it is open. */
  async open(by: Actor): Promise<void> {
    await this.#open(by, "person");
  }

  /** Whether limits hold work back at all. Safe to repeat. */
  async enable(enabled: boolean, by: Actor): Promise<void> {
    const { writer } = this.deps;
    if (writer.head.limits.enabled === enabled) return await writer.drained();
    await writer.append([
      { type: "limit.switched", data: { by, enabled } },
      ...(enabled ? [] : this.#opening(by, "switched_off")),
    ]);
  }

  [Symbol.dispose](): void {
    this.#leave();
    clearTimeout(this.#timer);
    clearTimeout(this.#next);
  }

  #wait(): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#next);
    this.#queue = [];
    const { closed } = this.deps.writer.head.limits;
    if (!closed?.until) return;
    // No pause is longer than it was meant to be, though the clock is set back.
    const sinceMs = Math.max(
      Date.parse(closed.since),
      Date.parse(this.deps.sources.now()),
    );
    const leftMs = Math.max(0, Date.parse(closed.until) - sinceMs);
    this.#timer = setTimeout(
      () =>
        leftMs > LONGEST_TIMER_MS
          ? this.#wait()
          : void this.#open({ kind: "server" }, "time_over"),
      Math.min(leftMs, LONGEST_TIMER_MS),
    );
  }

  async #open(by: Actor, reason: "time_over" | "person" | "restarted") {
    await appendFacts(this.deps, () => this.#opening(by, reason));
  }

  #opening(
    by: Actor,
    reason: Extract<EventDraft, { type: "limit.opened" }>["data"]["reason"],
  ): EventDraft[] {
    if (!this.deps.writer.head.limits.closed) return [];
    // Nobody slips through before the opening is stored.
    this.#queue = this.#living();
    return [{ type: "limit.opened", data: { by, reason } }];
  }

  #release(): void {
    clearTimeout(this.#timer);
    this.#queue = this.#living();
    this.#releaseNext();
  }

  #living(): AgentId[] {
    return Object.values(this.deps.writer.head.agents)
      .filter(({ state }) => !isEnded(state)).map(({ id }) => id);
  }

  /** One after the other, so that a limit that still holds is met by one alone. */
  #releaseNext(): void {
    clearTimeout(this.#next);
    const agent = this.#queue.shift();
    if (!agent) return;
    if (this.#queue.length > 0) {
      this.#next = setTimeout(() => this.#releaseNext(), STAGGER_MS);
    }
    this.deps.onReleased(agent);
  }
}
