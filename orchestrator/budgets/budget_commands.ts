import type { AgentChange } from "@/domain/agent_change.ts";
import type { Agent } from "@/domain/agent.ts";
import type { Budget, BudgetTarget } from "@/domain/budget.ts";
import {
  agentLine,
  type BudgetLine,
  dayLine,
  sessionLine,
  taskLine,
} from "@/domain/budget_lines.ts";
import type { BudgetCommands } from "@/domain/budget_port.ts";
import type { EventDraft } from "@/domain/event.ts";
import type { Fleet } from "@/domain/fleet.ts";
import type { AgentId, TaskId } from "@/domain/ids.ts";
import { ownRecord } from "@/domain/own_record.ts";
import type { Outcome, RefusalCode } from "@/domain/platform.ts";
import { isArchived } from "@/domain/session_status.ts";
import { isTaskEnded } from "@/domain/task_status.ts";
import type { Task } from "@/domain/task.ts";
import type { EventWriter } from "../event_writer.ts";

export type BudgetCommandDeps = {
  readonly writer: Pick<
    EventWriter,
    "head" | "committed" | "append" | "drained"
  >;
  readonly changeAgent: (
    id: AgentId,
    change: AgentChange,
  ) => Promise<Outcome<Agent>>;
  readonly cancelTask: (id: TaskId) => Promise<Outcome<Task>>;
};

const by = { kind: "person" } as const;

/** What a person may do about budgets; see `domain/budget_port.ts` for the promises. */
export function budgetCommands(deps: BudgetCommandDeps): BudgetCommands {
  const { writer } = deps;

  async function setBudget(
    target: BudgetTarget,
    budget: Budget | null,
  ): Promise<Outcome<BudgetLine | null>> {
    const refusal = refusalOf(writer.head, target);
    if (refusal) return refusal;
    if (target.scope === "agent") {
      const limits = writer.head.agents[target.id]?.config.resource_limits;
      const { budget_usd: _, budget_tokens: __, ...others } = limits ?? {};
      const done = await deps.changeAgent(target.id, {
        resource_limits: {
          ...others,
          ...(budget?.usd && { budget_usd: budget.usd }),
          ...(budget?.tokens && { budget_tokens: budget.tokens }),
        },
      });
      if (!done.ok) return done;
    } else {
      await writer.append([settingOf(target, budget)]);
    }
    return {
      ok: true,
      value: lineOf(writer.committed, target) ?? null,
    };
  }

  async function endBudgeted(
    target: Parameters<BudgetCommands["endBudgeted"]>[0],
  ): Promise<Outcome<number>> {
    const refusal = refusalOf(writer.head, target);
    if (refusal) return refusal;
    const open = openTasksOf(writer.head, target);
    for (const { id } of open) {
      const done = await deps.cancelTask(id);
      // It may have ended by itself, or with the one that it is a part of.
      if (!done.ok && done.refusal.code !== "task_ended") return done;
    }
    return { ok: true, value: open.length };
  }

  return {
    setBudget,
    endBudgeted,
    enableBudgets: async (enabled) => {
      if (writer.head.budgets.enabled !== enabled) {
        await writer.append([
          { type: "budget.switched", data: { by, enabled } },
        ]);
      }
      await writer.drained();
      return { ok: true, value: writer.committed.budgets };
    },
  };
}

function settingOf(
  target: Exclude<BudgetTarget, { scope: "agent" }>,
  budget: Budget | null,
): EventDraft {
  const subject = target.scope === "task"
    ? { task_id: target.id }
    : target.scope === "session"
    ? { session_id: target.id }
    : {};
  const data = { scope: target.scope, budget, by };
  return { type: "budget.set", ...subject, data };
}

/** The budget as it stands; `undefined` when there is none. */
function lineOf(fleet: Fleet, target: BudgetTarget): BudgetLine | undefined {
  switch (target.scope) {
    case "task":
      return taskLine(fleet.tasks[target.id])[0];
    case "agent":
      return agentLine(fleet.agents[target.id])[0];
    case "session":
      return sessionLine(fleet.sessions[target.id])[0];
    case "day":
      return dayLine(fleet)[0];
  }
}

/** What has to end for nothing more to be spent: the whole trees, not their parts. */
function openTasksOf(
  { tasks }: Fleet,
  target: Parameters<BudgetCommands["endBudgeted"]>[0],
): Task[] {
  return Object.values(tasks).filter((task) => {
    if (isTaskEnded(task.state)) return false;
    switch (target.scope) {
      case "task":
        return task.id === target.id;
      case "agent":
        return task.agent_id === target.id;
      case "session":
        return task.session_id === target.id && task.parent_id === null;
    }
  });
}

/** Why that cannot have a budget now: it is over, or was never there. */
function refusalOf(
  fleet: Fleet,
  target: BudgetTarget,
): Extract<Outcome<never>, { ok: false }> | undefined {
  switch (target.scope) {
    case "task": {
      const task = ownRecord(fleet.tasks, target.id);
      if (!task) return missing("task_not_found", `task "${target.id}"`);
      return isTaskEnded(task.state)
        ? refuse(
          "task_ended",
          `task "${target.id}": it is ${task.state.status}`,
        )
        : undefined;
    }
    case "agent":
      return ownRecord(fleet.agents, target.id)
        ? undefined
        : missing("agent_not_found", `agent "${target.id}"`);
    case "session": {
      const session = ownRecord(fleet.sessions, target.id);
      if (!session) {
        return missing("session_not_found", `session "${target.id}"`);
      }
      return isArchived(session)
        ? refuse("session_archived", `session "${target.id}": it is archived`)
        : undefined;
    }
    case "day":
      return undefined;
  }
}

function missing(code: RefusalCode, what: string) {
  return refuse(code, `${what}: there is none among what is not over`);
}

function refuse(code: RefusalCode, what: string) {
  const message = `Cannot change the budget of ${what}`;
  return { ok: false, refusal: { code, message } } as const;
}
