import { useEffect, useState } from "preact/hooks";
import { AlertList } from "@/components/budget/AlertList.tsx";
import { type BudgetAlert, budgetAlerts } from "@/components/budget/alerts.ts";
import { callApi } from "../live/api.ts";
import { fleet, listen, type LiveMessage } from "../live/store.ts";

type Budgets = {
  readonly enabled: boolean;
  readonly items: readonly (Omit<BudgetAlert, "state"> & {
    readonly state: BudgetAlert["state"] | "within";
  })[];
};

/** Tells on every page which budgets are used up, as it happens. */
export function BudgetsBanner(
  { rendered, isFleet }: {
    readonly rendered: readonly BudgetAlert[];
    /** Those that ask a person stand elsewhere on the page. */
    readonly isFleet: boolean;
  },
) {
  const [alerts, setAlerts] = useState(rendered);
  useEffect(() => {
    let isGone = false;
    const leave = listen(async (messages) => {
      if (fleet.value) {
        const now = budgetAlerts(fleet.value);
        return setAlerts((before) =>
          before.length + now.length === 0 ? before : now
        );
      }
      // A page without the fleet asks, and seldom: tasks that end are told by others.
      if (!messages.some(isNews)) return;
      const answer = await callApi<Budgets>("GET", "budgets");
      // A failed call leaves what there is; the next event asks anew.
      if (answer.ok && !isGone) setAlerts(alertsIn(answer.value));
    });
    return () => {
      isGone = true;
      leave();
    };
  }, []);
  const shown = isFleet
    ? alerts.filter(({ state }) => state !== "reached")
    : alerts;
  return <AlertList alerts={shown} />;
}

function isNews(message: LiveMessage): boolean {
  return message.kind === "event" && message.event.type.startsWith("budget.");
}

function alertsIn({ enabled, items }: Budgets): readonly BudgetAlert[] {
  return enabled
    ? items.filter((each): each is BudgetAlert => each.state !== "within")
    : [];
}
