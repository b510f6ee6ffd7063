import { budgetLines, dayLine } from "@/domain/budget_lines.ts";
import { dayOf } from "@/domain/budget_reducer.ts";
import type { Usage } from "@/domain/usage.ts";
import type { UsageSummary } from "@/domain/usage_summary.ts";
import { addUsage, usageSince } from "@/domain/usage_sum.ts";
import { BUDGET_ALERT_TEXT } from "@/components/text/budget_alert_text.ts";
import { USAGE_TEXT as TEXT } from "@/components/text/usage_text.ts";
import { BudgetTable } from "@/components/usage/BudgetTable.tsx";
import { SummaryOfUse } from "@/components/usage/SummaryOfUse.tsx";
import { BudgetControl } from "./budget/BudgetControl.tsx";
import { OwnBudget } from "./budget/OwnBudget.tsx";
import { type Rendered, useLive } from "./live/use_live.ts";
import Switch from "./usage/Switch.tsx";

type UsageNowProps = {
  readonly rendered: Rendered;
  readonly summary: UsageSummary;
  /** Budgets of waiting tasks that the page was rendered without. */
  readonly leftBudgets: number;
};

/** What is used as it happens, all budgets, and the limits of the account. */
export default function UsageNow(
  { rendered, summary, leftBudgets }: UsageNowProps,
) {
  const { fleet } = useLive(rendered);
  const { budgets, limits } = fleet;
  const [day] = dayLine(fleet);
  const others = budgetLines(fleet).filter(({ scope }) => scope !== "day");
  return (
    <>
      <SummaryOfUse
        summary={upToNow(summary, fleet.budgets.today)}
        dailyUsd={budgets.daily?.usd}
      />
      <section aria-labelledby="budgets-title">
        <div class="section-head">
          <h2 id="budgets-title">{TEXT.budgets.title}</h2>
          <Switch
            path="budgets"
            isOn={budgets.enabled}
            on={TEXT.budgets.switchOn}
            off={TEXT.budgets.switchOff}
          />
        </div>
        {!budgets.enabled && <p class="notice">{TEXT.budgets.off}</p>}
        <OwnBudget line={day} fleet={fleet}>
          <BudgetControl
            scope="day"
            id={null}
            name={BUDGET_ALERT_TEXT.day}
            line={day}
          />
        </OwnBudget>
        <BudgetTable lines={others} />
        {leftBudgets > 0 && (
          <p class="meta table-foot">{TEXT.budgets.left(leftBudgets)}</p>
        )}
      </section>
      <section aria-labelledby="limits-title">
        <div class="section-head">
          <h2 id="limits-title">{TEXT.limits.title}</h2>
          <Switch
            path="limits"
            isOn={limits.enabled}
            on={TEXT.limits.switchOn}
            off={TEXT.limits.switchOff}
          />
        </div>
        <p>
          {!limits.enabled
            ? TEXT.limits.off
            : limits.closed
            ? TEXT.limits.closed
            : TEXT.limits.open}
        </p>
      </section>
    </>
  );
}

/** The sums with what was used since they were made. */
function upToNow(
  summary: UsageSummary,
  today: { readonly day: string; readonly usage: Usage },
): UsageSummary {
  const { used_today, used_7_days, used_month } = summary;
  const isNewer = dayOf(today.day) === summary.today &&
    today.usage.cost_usd > used_today.cost_usd;
  if (!isNewer) return summary;
  const since = usageSince(used_today, today.usage);
  return {
    ...summary,
    used_today: today.usage,
    used_7_days: used_7_days && addUsage(used_7_days, since),
    used_month: used_month && addUsage(used_month, since),
  };
}
