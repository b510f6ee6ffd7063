import type { Agent } from "./agent.ts";
import type { AgentTemplate } from "./agent_template.ts";
import type { Approval } from "./approval.ts";
import type { ApprovalRule } from "./approval_rule.ts";
import type { BudgetsState } from "./budget.ts";
import type { BootState } from "./boot_report.ts";
import type { FleetEvent } from "./event.ts";
import type { Handoff } from "./handoff.ts";
import type { RuleId } from "./ids.ts";
import type { Incident } from "./incident.ts";
import type { LimitsState } from "./limits.ts";
import type { Message } from "./message.ts";
import type { QueueState } from "./queue.ts";
import type { Session } from "./session.ts";
import type { Task } from "./task.ts";

/** The records that events changed, as they are after them. */
export type ChangedRecords = {
  readonly agents: readonly Agent[];
  readonly tasks: readonly Task[];
  readonly sessions: readonly Session[];
  readonly handoffs: readonly Handoff[];
  readonly messages: readonly Message[];
  readonly approvals: readonly Approval[];
  readonly rules: readonly ApprovalRule[];
  readonly templates: readonly AgentTemplate[];
  readonly incidents: readonly Incident[];
  /** Rules and templates that are gone. */
  readonly removed: {
    readonly rules: readonly RuleId[];
    readonly templates: readonly string[];
  };
  /** `undefined`: it did not change. */
  readonly queue: QueueState | undefined;
  readonly limits: LimitsState | undefined;
  readonly boot: BootState | undefined;
  readonly budgets: BudgetsState | undefined;
};

/** One atomic change of the live store: events, and the records they changed. */
export type FleetBatch = ChangedRecords & {
  readonly events: readonly FleetEvent[];
};
