import type { Approval } from "@/domain/approval.ts";
import { isPendingApproval } from "@/domain/approval_status.ts";
import { pendingByAge } from "@/domain/approval_order.ts";
import type { ApprovalRule } from "@/domain/approval_rule.ts";
import type { EventDraft } from "@/domain/event.ts";
import type { ApprovalId, Instant } from "@/domain/ids.ts";
import { type Asked, ruleFor } from "@/domain/rule_matching.ts";
import { type AskedDeps, askedOf } from "./asked_of.ts";
import { decided } from "./drafts.ts";
import { rulesByAge } from "./rule_book.ts";

/** Lets the rules answer what waits; keeps in mind what each request asks. */
export class Judge {
  readonly #asked = new Map<ApprovalId, Asked>();

  constructor(private readonly deps: AskedDeps) {}

  /** Reads what a request asks, so that `byRule` can tell without waiting. */
  async read(approval: Approval): Promise<Asked> {
    const known = this.#asked.get(approval.id);
    if (known) return known;
    const asked = await askedOf(this.deps, approval);
    this.#asked.set(approval.id, asked);
    return asked;
  }

  /** Reads all that waits. */
  async readAll(): Promise<void> {
    const { writer } = this.deps;
    const pending = pendingByAge(writer.head.approvals);
    await Promise.all(pending.map((approval) => this.read(approval)));
    for (const id of this.#asked.keys()) {
      const approval = writer.head.approvals[id];
      if (!approval || !isPendingApproval(approval)) this.forget(id);
    }
  }

  /** The request is decided: nobody has to know any more what it was. */
  forget(approval: ApprovalId): void {
    this.#asked.delete(approval);
  }

  /** What a rule decides about a request that was read; nothing when none fits. */
  byRule(
    approval: Approval,
    at: Instant,
    isWaiting: boolean,
    more: readonly ApprovalRule[] = [],
  ): EventDraft[] {
    const asked = this.#asked.get(approval.id);
    const rules = [...rulesByAge(this.deps.writer.head), ...more];
    const rule = asked && ruleFor(rules, asked);
    if (!rule) return [];
    const by = { kind: "rule", rule_id: rule.id } as const;
    const scope = rule.pattern.task_id ? "task" : "always";
    return decided(
      approval,
      rule.effect === "allow"
        ? { status: "allowed", since: at, by, scope, answers: null }
        : { status: "denied", since: at, by, note: rule.note },
      isWaiting,
    );
  }
}
