import { useEffect, useState } from "preact/hooks";
import type { BudgetLine } from "@/domain/budget_lines.ts";
import type { BudgetScope } from "@/domain/budget.ts";
import { BudgetMeter } from "@/components/budget/BudgetMeter.tsx";
import { budgetLook } from "@/components/budget/budget_words.ts";
import { Dialog } from "@/components/Dialog.tsx";
import { ErrorBox } from "@/components/ErrorBox.tsx";
import { BUDGET_TEXT as TEXT } from "@/components/text/budget_text.ts";
import BudgetForm from "./BudgetForm.tsx";
import { callApi, type Problem } from "../live/api.ts";

type BudgetControlProps = {
  readonly scope: BudgetScope;
  /** null for the day. */
  readonly id: string | null;
  /** What it is for, as a person calls it. */
  readonly name: string;
  /** `undefined` while there is no budget. */
  readonly line: BudgetLine | undefined;
  /** What it is for is over: nothing can be changed any more. */
  readonly isOver?: boolean;
};

/** One budget with what is used of it; a person sets it, raises it, or ends the work that it is for. */
export function BudgetControl(
  { scope, id, name, line, isOver = false }: BudgetControlProps,
) {
  const [dialog, setDialog] = useState<"change" | "end">();
  const [isEnding, setEnding] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const close = () => setDialog(undefined);
  const path = id === null ? "budgets/day" : `budgets/${scope}/${id}`;
  const isReached = line !== undefined && budgetLook(line) === "reached";
  const act = isReached
    ? TEXT.act.raise
    : line
    ? TEXT.act.change
    : TEXT.act.set;
  useEffect(() => setEnding(false), [isReached, isOver]);

  const end = async () => {
    close();
    setEnding(true);
    setProblem(undefined);
    const answer = await callApi("POST", `${path}/end`);
    setEnding(false);
    if (!answer.ok) setProblem(answer.problem);
  };
  if (isOver && !line) return null;
  return (
    <div class="budget-control">
      <span class="budget-title">{TEXT.title}</span>
      {line ? <BudgetMeter line={line} /> : <span>{TEXT.none}</span>}
      {!isOver && (
        <span class="budget-acts">
          <button
            type="button"
            class={isReached ? "button primary" : "button quiet"}
            aria-label={TEXT.aboutAct(act, name)}
            onClick={() => setDialog("change")}
          >
            {act}
          </button>
          {isReached && scope !== "day" && (
            <button
              type="button"
              class="button"
              disabled={isEnding}
              onClick={() => setDialog("end")}
            >
              {isEnding ? TEXT.end.busy : TEXT.end.act}
            </button>
          )}
        </span>
      )}
      {problem && (
        <ErrorBox title={problem.message} requestId={problem.requestId} />
      )}
      <Dialog
        id={`budget-${id ?? scope}`}
        title={TEXT.aboutAct(TEXT.title, name)}
        open={dialog === "change"}
        onClose={close}
      >
        <BudgetForm scope={scope} path={path} line={line} onClose={close} />
      </Dialog>
      <Dialog
        id={`budget-end-${id ?? scope}`}
        title={TEXT.end.title(name)}
        open={dialog === "end"}
        onClose={close}
      >
        <p>{TEXT.end.effect(scope)}</p>
        <div class="form-actions">
          <button type="button" class="button" autofocus onClick={close}>
            {TEXT.end.keep}
          </button>
          <button type="button" class="button danger" onClick={end}>
            {TEXT.end.act}
          </button>
        </div>
      </Dialog>
    </div>
  );
}
