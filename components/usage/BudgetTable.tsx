import type { BudgetLine } from "@/domain/budget_lines.ts";
import { BudgetMeter } from "../budget/BudgetMeter.tsx";
import { budgetHref, budgetLook } from "../budget/budget_words.ts";
import { USAGE_TEXT } from "../text/usage_text.ts";

const TEXT = USAGE_TEXT.budgets;

/** All budgets of tasks, agents and sessions, the most used first. */
export function BudgetTable(
  { lines }: { readonly lines: readonly BudgetLine[] },
) {
  if (lines.length === 0) return <p class="meta">{TEXT.none}</p>;
  return (
    <div class="table-box" role="region" tabIndex={0} aria-label={TEXT.table}>
      <table class="usage-table">
        <caption class="sr-only">{TEXT.table}</caption>
        <thead>
          <tr>
            <th scope="col">{TEXT.of}</th>
            <th scope="col">{TEXT.used}</th>
            <th scope="col">{TEXT.state}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={`${line.scope} ${line.id}`}>
              <th scope="row">
                <span class="meta">{TEXT.scope[line.scope]}</span>{" "}
                <a href={budgetHref(line)}>{line.name}</a>
              </th>
              <td>
                <BudgetMeter line={line} />
              </td>
              <td>{TEXT.look[budgetLook(line)]}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
