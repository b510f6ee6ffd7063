import type { Actor } from "@/domain/actor.ts";
import type { DryRun } from "@/domain/approval_port.ts";
import { pendingByAge } from "@/domain/approval_order.ts";
import type { ApprovalRule, NewRule } from "@/domain/approval_rule.ts";
import type { EventDraft } from "@/domain/event.ts";
import type { ApprovalId, RuleId } from "@/domain/ids.ts";
import { ownRecord } from "@/domain/own_record.ts";
import type { Outcome } from "@/domain/platform.ts";
import type { EventWriter } from "../event_writer.ts";
import type { LiveStorePort, Sources } from "../ports.ts";
import type { AskedDeps } from "./asked_of.ts";
import { DRY_RUN_ASKS, dryRun } from "./dry_run.ts";
import type { Judge } from "./judge.ts";
import { refuse } from "./refuse.ts";
import { newRule, ruleProblem, sameRule } from "./rule_book.ts";

export type RuleDeskDeps = AskedDeps & {
  readonly writer: Pick<
    EventWriter,
    "head" | "committed" | "append" | "drained"
  >;
  readonly sources: Sources;
  readonly store: Pick<LiveStorePort, "listApprovals">;
};

/** Where rules are made and taken away again. */
export class RuleDesk {
  constructor(
    private readonly deps: RuleDeskDeps,
    private readonly judge: Judge,
    private readonly isWaiting: (approval: ApprovalId) => boolean,
  ) {}

  /** See `ApprovalCommands.createRule`. */
  async create(wanted: NewRule, by: Actor): Promise<Outcome<ApprovalRule>> {
    const { writer } = this.deps;
    await this.judge.readAll();
    const problem = ruleProblem(writer.head, wanted);
    if (problem) {
      return refuse("rule_unfit", `Cannot make this rule: ${problem}`);
    }
    const { rule, drafts } = this.drafts(wanted, by);
    await writer.append(drafts);
    // The same rule may have been made by another call a moment ago.
    await writer.drained();
    return { ok: true, value: writer.committed.rules[rule.id] ?? rule };
  }

  /** See `ApprovalCommands.removeRule`. */
  async remove(id: RuleId, by: Actor): Promise<Outcome<ApprovalRule>> {
    const rule = ownRecord(this.deps.writer.head.rules, id);
    if (!rule) return refuse("rule_not_found", `Cannot find rule "${id}"`);
    await this.deps.writer.append([
      { type: "rule.removed", rule_id: rule.id, data: { by } },
    ]);
    return { ok: true, value: rule };
  }

  /** See `ApprovalQueries.dryRunRule`. */
  async dryRun(rule: NewRule): Promise<DryRun> {
    const { items } = await this.deps.store.listApprovals({ limit: 200 });
    const asks = items.filter(({ kind }) => kind === "permission");
    return await dryRun(this.deps, asks.slice(0, DRY_RUN_ASKS), rule);
  }

  /**
   * A rule with all that it decides at once, to be appended in the same tick;
   * the same rule again is the one that is there, and decides nothing new.
   * What waits has to be read by the judge before.
   *
   * @param except Decided by the one who makes the rule.
   */
  drafts(
    wanted: NewRule,
    by: Actor,
    except?: ApprovalId,
  ): { readonly rule: ApprovalRule; readonly drafts: readonly EventDraft[] } {
    const { writer, sources } = this.deps;
    const there = sameRule(writer.head, wanted);
    if (there) return { rule: there, drafts: [] };
    const at = sources.now();
    const id = sources.newId() as RuleId;
    const rule = newRule(id, wanted, by, at);
    const answered = pendingByAge(writer.head.approvals)
      .filter((each) => each.id !== except)
      .flatMap((each) =>
        this.judge.byRule(each, at, this.isWaiting(each.id), [rule])
      );
    const created: EventDraft = {
      type: "rule.created",
      rule_id: id,
      data: { rule },
    };
    return { rule, drafts: [created, ...answered] };
  }
}
