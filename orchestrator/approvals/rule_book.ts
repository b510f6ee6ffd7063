import type { Actor } from "@/domain/actor.ts";
import type { ApprovalRule, NewRule } from "@/domain/approval_rule.ts";
import { canonicalJson } from "@/domain/canonical_json.ts";
import type { Fleet } from "@/domain/fleet.ts";
import type { Instant, RuleId } from "@/domain/ids.ts";
import { ownRecord } from "@/domain/own_record.ts";
import { patternProblem } from "@/domain/rule_pattern.ts";
import { isTaskEnded } from "@/domain/task_status.ts";

/** All rules, the oldest first: ids sort by the time they were made. */
export function rulesByAge(fleet: Fleet): readonly ApprovalRule[] {
  return Object.values(fleet.rules).sort((a, b) => a.id < b.id ? -1 : 1);
}

/** The rule that says the same already. */
export function sameRule(
  fleet: Fleet,
  rule: NewRule,
): ApprovalRule | undefined {
  const pattern = canonicalJson(rule.pattern);
  return rulesByAge(fleet).find((other) =>
    other.effect === rule.effect && canonicalJson(other.pattern) === pattern
  );
}

/** Why a rule could never answer anything, in a sentence; `undefined` when it can. */
export function ruleProblem(fleet: Fleet, rule: NewRule): string | undefined {
  const { task_id } = rule.pattern;
  if (task_id !== undefined) {
    const task = ownRecord(fleet.tasks, task_id);
    if (!task || isTaskEnded(task.state)) {
      return "it is for a task that has ended, or that there is not";
    }
  }
  return patternProblem(rule.pattern);
}

/** The record of a new rule. */
export function newRule(
  id: RuleId,
  { effect, pattern, note }: NewRule,
  by: Actor,
  at: Instant,
): ApprovalRule {
  return {
    id,
    effect,
    pattern,
    note,
    created_by: by,
    hits: 0,
    last_hit_at: null,
    created_at: at,
    updated_at: at,
    updated_seq: 0,
  };
}
