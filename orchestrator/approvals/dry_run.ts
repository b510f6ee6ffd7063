import type { Approval } from "@/domain/approval.ts";
import type { DryRun } from "@/domain/approval_port.ts";
import type { NewRule } from "@/domain/approval_rule.ts";
import { ruleFits } from "@/domain/rule_matching.ts";
import { type AskedDeps, askedOf } from "./asked_of.ts";

/** Requests that a dry run looks at. */
export const DRY_RUN_ASKS = 50;

/** What a rule alone would have answered of these requests; links are not followed for it. */
export async function dryRun(
  deps: Omit<AskedDeps, "realPath">,
  approvals: readonly Approval[],
  rule: NewRule,
): Promise<DryRun> {
  const realPath = (path: string) => Promise.resolve(path);
  const answered: Approval[] = [];
  for (const approval of approvals) {
    const asked = await askedOf({ ...deps, realPath }, approval);
    if (ruleFits(rule, asked)) answered.push(approval);
  }
  return { asked: approvals.length, answered };
}
