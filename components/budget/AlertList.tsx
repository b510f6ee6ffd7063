import { BUDGET_ALERT_TEXT as TEXT } from "../text/budget_alert_text.ts";
import type { BudgetAlert } from "./alerts.ts";
import { budgetHref, ownerName } from "./budget_words.ts";

/** So many stand on every page; the page of use has all. */
const SHOWN = 3;

/** Tells which budgets are used up, or nearly, and where to see to them; nothing while none is. */
export function AlertList(
  { alerts }: { readonly alerts: readonly BudgetAlert[] },
) {
  if (alerts.length === 0) return null;
  const isReached = alerts.some(({ state }) => state === "reached");
  const more = alerts.length - SHOWN;
  return (
    <div class="notice" data-tone={isReached ? "error" : "attention"}>
      <ul class="budget-alerts">
        {alerts.slice(0, SHOWN).map((alert) => (
          <li key={`${alert.scope} ${alert.id}`}>
            <span class="notice-title">
              {TEXT[alert.state](ownerName(alert))}
            </span>{" "}
            <a href={budgetHref(alert)}>{TEXT.goTo}</a>
          </li>
        ))}
      </ul>
      {more > 0 && <a href="/usage">{TEXT.more(more)}</a>}
    </div>
  );
}
