import type { Agent } from "@/domain/agent.ts";
import type { EventDraft } from "@/domain/event.ts";
import type { Failure } from "@/domain/failure.ts";
import type { Task } from "@/domain/task.ts";
import type { TaskId } from "@/domain/ids.ts";
import type { ApprovalDesk } from "./approvals/approval_desk.ts";
import type { BudgetGate } from "./budgets/budget_gate.ts";
import type { LimitGate } from "./limits/limit_gate.ts";
import type { Mailroom } from "./messages/mailroom.ts";

/** What a running agent has to do with the rest of the orchestrator. */
export type RunnerSeams = {
  readonly approvals: Pick<ApprovalDesk, "ask" | "withdrawn" | "detach">;
  readonly mail: Pick<
    Mailroom,
    "next" | "delivered" | "openQuestions" | "turnBegan" | "turnEnded"
  >;
  readonly limits: Pick<LimitGate, "holds" | "governs" | "met" | "until">;
  readonly budgets: Pick<BudgetGate, "holds" | "governs" | "processUsd">;
  readonly handoffs: {
    /** What begins the hand-off of a task that its manager gets now. */
    begin(task: Task, manager: Agent): EventDraft[];
    /** What ends a hand-off's task without success, the hand-off with it. */
    fail(task: TaskId, why: Failure): EventDraft[];
  };
  /** Why no work is given to it now, and it is not spoken to; `undefined`: it goes on. */
  readonly heldFor: () => string | undefined;
};
