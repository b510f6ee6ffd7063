import type { Approval, Decision } from "./approval.ts";
import type { ApprovalRule, NewRule } from "./approval_rule.ts";
import type { ApprovalId, RuleId } from "./ids.ts";
import type { Outcome, Page } from "./platform.ts";
import type { ApprovalFilter } from "./record_filters.ts";

/** What a rule would have done with the requests that came last. */
export type DryRun = {
  /** How many requests were looked at. */
  readonly asked: number;
  /** Those of them that the rule fits, the newest first. */
  readonly answered: readonly Approval[];
};

/** What people may decide about the requests of agents. */
export interface ApprovalCommands {
  /**
   * Durable when it resolves; an agent that waits is told right after. One
   * that asks again later, also after a restart of the server, is told then.
   * The second of two decisions is refused with the words of the first.
   */
  decideApproval(
    id: ApprovalId,
    decision: Decision,
  ): Promise<Outcome<Approval>>;
  /** Also answers what waits and fits. The same rule twice is one rule. */
  createRule(rule: NewRule): Promise<Outcome<ApprovalRule>>;
  /** Gives the rule as it was; what it answered stays answered. */
  removeRule(id: RuleId): Promise<Outcome<ApprovalRule>>;
}

/** What can be read about requests and rules; the rules themselves are in the fleet. */
export interface ApprovalQueries {
  findApproval(id: ApprovalId): Promise<Approval | undefined>;
  /**
   * The newest first; pending ones the other way round: the one that waits
   * longest first, and those that were put off behind all others.
   */
  listApprovals(filter: ApprovalFilter): Promise<Page<Approval>>;
  /** What a rule would have answered of the last requests for permission. */
  dryRunRule(rule: NewRule): Promise<DryRun>;
}
