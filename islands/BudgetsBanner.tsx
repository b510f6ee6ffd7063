import { useEffect, useState } from "preact/hooks";
import type { FleetEvent } from "@/domain/event.ts";
import { AlertList } from "@/components/budget/AlertList.tsx";
import type { BudgetAlert } from "@/components/budget/alerts.ts";
import { callApi } from "./live/api.ts";
import { listen, type LiveMessage } from "./live/store.ts";

type Budgets = {
  readonly enabled: boolean;
  readonly items: readonly (Omit<BudgetAlert, "state"> & {
    readonly state: BudgetAlert["state"] | "within";
  })[];
};

/** Tells on every page which budgets are used up, as it happens. */
export default function BudgetsBanner(
  { rendered }: { readonly rendered: readonly BudgetAlert[] },
) {
  const [alerts, setAlerts] = useState(rendered);
  useEffect(() => {
    let isGone = false;
    const leave = listen(async (messages) => {
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
  return <AlertList alerts={alerts} />;
}

/** A budget changed, or what it was for may be over. */
function isNews(message: LiveMessage): boolean {
  return message.kind === "snapshot" ||
    message.kind === "event" && TYPES.has(message.event.type);
}

const TYPES: ReadonlySet<FleetEvent["type"]> = new Set<FleetEvent["type"]>([
  "budget.set",
  "budget.warned",
  "budget.reached",
  "budget.renewed",
  "budget.switched",
  "agent.edited",
  "agent.terminated",
  "task.completed",
  "task.failed",
  "task.cancelled",
  "session.archived",
]);

function alertsIn({ enabled, items }: Budgets): readonly BudgetAlert[] {
  return enabled
    ? items.filter((each): each is BudgetAlert => each.state !== "within")
    : [];
}
