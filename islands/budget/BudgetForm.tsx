import { useState } from "preact/hooks";
import type { BudgetLine } from "@/domain/budget_lines.ts";
import type { BudgetScope } from "@/domain/budget.ts";
import { ErrorBox } from "@/components/ErrorBox.tsx";
import { describe, Field } from "@/components/Field.tsx";
import { BUDGET_TEXT } from "@/components/text/budget_text.ts";
import { numberOf, useSubmit } from "../forms.ts";
import { callApi } from "../live/api.ts";

const TEXT = BUDGET_TEXT.form;
const FIELDS = ["usd", "tokens"] as const;

type BudgetFormProps = {
  readonly scope: BudgetScope;
  /** Of the budget in the API. */
  readonly path: string;
  readonly line: BudgetLine | undefined;
  /** Called when it is stored, or given up. */
  readonly onClose: () => void;
};

/** What may be used up, in dollars, in tokens, or in both. */
export default function BudgetForm(
  { scope, path, line, onClose }: BudgetFormProps,
) {
  const form = useSubmit();
  const [isEmpty, setEmpty] = useState(false);
  const other = form.otherProblem(FIELDS);

  const send = async (method: "PUT" | "DELETE", body?: unknown) => {
    const done = await form.submit(() => callApi(method, path, body));
    if (done !== undefined) onClose();
  };
  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget as HTMLFormElement);
    const [usd, tokens] = FIELDS.map((name) => numberOf(data, name));
    const isNothing = usd === undefined && tokens === undefined;
    setEmpty(isNothing);
    if (!isNothing) void send("PUT", { usd, tokens });
  };
  return (
    <form class="form" onSubmit={onSubmit}>
      <p>{BUDGET_TEXT.what(scope)} {TEXT.hint}</p>
      {other && <ErrorBox title={other.message} requestId={other.requestId} />}
      {isEmpty && <ErrorBox title={TEXT.empty} />}
      <div class="form-row">
        {FIELDS.map((name) => {
          const id = `budget-${name}`;
          const error = form.errorOf(name);
          const hint = name === "tokens";
          return (
            <Field
              key={name}
              id={id}
              label={TEXT[name]}
              hint={hint ? TEXT.tokensHint : undefined}
              error={error}
            >
              <input
                name={name}
                type="number"
                min={name === "usd" ? 0.01 : 1}
                step={name === "usd" ? "any" : 1}
                defaultValue={line?.budget[name]}
                {...describe(id, { hint, error })}
              />
            </Field>
          );
        })}
      </div>
      <div class="form-actions">
        {line && (
          <button
            type="button"
            class="button quiet"
            disabled={form.busy}
            onClick={() => void send("DELETE")}
          >
            {TEXT.remove}
          </button>
        )}
        <button type="button" class="button" onClick={onClose}>
          {TEXT.cancel}
        </button>
        <button type="submit" class="button primary" disabled={form.busy}>
          {form.busy ? TEXT.saving : TEXT.save}
        </button>
      </div>
    </form>
  );
}
