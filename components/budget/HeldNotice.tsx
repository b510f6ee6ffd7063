import type { ComponentChildren } from "preact";
import type { BudgetLine } from "@/domain/budget_lines.ts";
import { BUDGET_ALERT_TEXT as ALERT } from "../text/budget_alert_text.ts";
import { BUDGET_TEXT as TEXT } from "../text/budget_text.ts";
import { budgetAmount } from "./budget_amount.ts";
import { budgetHref, ownerName } from "./budget_words.ts";

type HeldNoticeProps = {
  readonly line: BudgetLine;
  /** Whether the page that it is on is about what the budget is for. */
  readonly isOwn: boolean;
  /** What can be done about it here. */
  readonly children?: ComponentChildren;
};

/** Says that a used-up budget holds work back, and how it goes on. */
export function HeldNotice({ line, isOwn, children }: HeldNoticeProps) {
  const name = isOwn && line.scope !== "day"
    ? TEXT.own[line.scope]
    : ownerName(line);
  return (
    <div class="notice" data-tone="error">
      <p class="notice-title">
        {ALERT.reached(name)}: <span class="num">{budgetAmount(line)}</span>
      </p>
      <p class="notice-text">
        {!isOwn
          ? TEXT.heldElsewhere
          : line.scope === "day"
          ? TEXT.heldToday
          : TEXT.heldHere}
      </p>
      {!isOwn && <a href={budgetHref(line)}>{ALERT.goTo}</a>}
      {children}
    </div>
  );
}
