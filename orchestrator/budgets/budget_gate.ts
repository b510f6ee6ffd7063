import { dayOf } from "@/domain/budget_reducer.ts";
import { budgetOfAgent, holdingBudget } from "@/domain/budget_lines.ts";
import { shareUsed } from "@/domain/budget_level.ts";
import type { Agent } from "@/domain/agent.ts";
import type { Usage } from "@/domain/usage.ts";
import { addUsage } from "@/domain/usage_sum.ts";
import { isEnded } from "@/domain/agent_status.ts";
import type { FleetEvent } from "@/domain/event.ts";
import type { AgentId } from "@/domain/ids.ts";
import type { Task } from "@/domain/task.ts";
import { appendFacts } from "../append_facts.ts";
import type { EventWriter } from "../event_writer.ts";
import type { LogPort, Sources } from "../ports.ts";
import { processBudget } from "./process_budget.ts";

const DAY_MS = 86_400_000;

export type BudgetGateDeps = {
  readonly writer: EventWriter;
  readonly sources: Pick<Sources, "now">;
  readonly log: LogPort;
  /** The agent may go on with what there is room for. */
  readonly onReleased: (agent: AgentId) => void;
};

/**
 * Keeps work from beginning whose budget is used up: that of its task's tree,
 * its agent, its session, or the day. A turn that is under way goes on to its
 * end. What it knows is in the fleet, so it survives a restart.
 */
export class BudgetGate implements Disposable {
  #midnight: ReturnType<typeof setTimeout> | undefined;
  readonly #leave: () => void;

  constructor(private readonly deps: BudgetGateDeps) {
    this.#leave = deps.writer.subscribe({
      events: (events) => {
        if (events.some(isReleasing)) this.#releaseAll();
        if (events.some(concernsDay)) this.#waitForDay();
      },
      delta: () => {},
    });
  }

  /** Takes up what the fleet says, after a start of the server, and when its clock jumped. */
  async resume(): Promise<void> {
    await this.#renew();
    this.#waitForDay();
  }

  /** Whether nothing may begin with the agent now, for that task or for none. */
  holds(agentId: AgentId, task?: Pick<Task, "id">): boolean {
    const spender = { agentId, taskId: task?.id };
    return holdingBudget(this.deps.writer.head, spender) !== undefined;
  }

  /**
   * Whether a turn that its process cut short, since it had spent what it may,
   * waits for a person rather than fails: the agent's budget is used up with
   * it, or was changed after the process had begun.
   */
  governs(id: AgentId, used: Usage, processUsd: number | undefined): boolean {
    const { agents, budgets } = this.deps.writer.head;
    const agent = agents[id];
    if (!budgets.enabled) return true;
    if (!agent) return false;
    const budget = budgetOfAgent(agent);
    return budget?.usd !== processUsd ||
      budget !== undefined &&
        shareUsed(budget, addUsage(agent.usage, used)) >= 1;
  }

  /** What a process of the agent that begins now may spend, in US dollars; `undefined`: any amount. */
  processUsd(agent: Agent): number | undefined {
    return this.deps.writer.head.budgets.enabled
      ? processBudget(agent)
      : undefined;
  }

  [Symbol.dispose](): void {
    this.#leave();
    clearTimeout(this.#midnight);
  }

  #releaseAll(): void {
    for (const { id, state } of Object.values(this.deps.writer.head.agents)) {
      if (!isEnded(state)) this.deps.onReleased(id);
    }
  }

  /** What a day has used up counts until it is over. */
  #waitForDay(): void {
    clearTimeout(this.#midnight);
    const { marks } = this.deps.writer.head.budgets;
    if (marks.warned_at === null) return;
    const nowMs = Date.parse(this.deps.sources.now());
    // A timer may be early by a little, and then it is the same day still.
    this.#midnight = setTimeout(
      () => void this.#renew().then(() => this.#waitForDay()),
      DAY_MS - nowMs % DAY_MS + 1,
    );
  }

  async #renew(): Promise<void> {
    await appendFacts(this.deps, () => {
      const { marks, today } = this.deps.writer.head.budgets;
      const day = dayOf(this.deps.sources.now());
      return marks.warned_at === null || day <= today.day
        ? []
        : [{ type: "budget.renewed", data: { day } }];
    });
  }
}

/** There may be room again where there was none. */
function isReleasing({ type }: FleetEvent): boolean {
  return type === "budget.set" || type === "budget.switched" ||
    type === "budget.renewed" || type === "agent.edited";
}

function concernsDay(event: FleetEvent): boolean {
  return (event.type === "budget.warned" || event.type === "budget.reached" ||
    event.type === "budget.set") && event.data.scope === "day";
}
