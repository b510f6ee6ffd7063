import type { ComponentChildren } from "preact";
import type { BudgetLine } from "@/domain/budget_lines.ts";
import type { Fleet } from "@/domain/fleet.ts";
import { HeldNotice } from "@/components/budget/HeldNotice.tsx";
import { BUDGET_TEXT as TEXT } from "@/components/text/budget_text.ts";

type OwnBudgetProps = {
  /** `undefined` where there is none. */
  readonly line: BudgetLine | undefined;
  readonly fleet: Fleet;
  /** What it is changed with. */
  readonly children: ComponentChildren;
};

/** A budget on the page of what it is for: a notice when it is used up, a line otherwise. */
export function OwnBudget({ line, fleet, children }: OwnBudgetProps) {
  if (!line?.marks.reached_at) return <>{children}</>;
  return fleet.budgets.enabled
    ? <HeldNotice line={line} isOwn>{children}</HeldNotice>
    : (
      <>
        {children}
        <p class="meta">{TEXT.off}</p>
      </>
    );
}
