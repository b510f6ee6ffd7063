import type { ComponentChildren } from "preact";

type FieldProps = {
  /** Id of the control; hint and error get ids made from it. */
  readonly id: string;
  readonly label: string;
  readonly hint?: string;
  /** What is wrong with the value, shown next to it. */
  readonly error?: string;
  readonly children: ComponentChildren;
};

/** A control with its label, and what is wrong with it right beside it. */
export function Field({ id, label, hint, error, children }: FieldProps) {
  return (
    <div class="field" data-invalid={error !== undefined}>
      <label for={id}>{label}</label>
      {children}
      {hint && <p class="meta" id={`${id}-hint`}>{hint}</p>}
      {error && <p class="field-error" id={`${id}-error`}>{error}</p>}
    </div>
  );
}

/** What ties a control to its hint and its error for those who cannot see them. */
export function describe(
  id: string,
  about: { readonly hint?: boolean; readonly error?: string },
) {
  const ids = [
    about.hint && `${id}-hint`,
    about.error !== undefined && `${id}-error`,
  ].filter(Boolean).join(" ");
  return {
    id,
    "aria-describedby": ids || undefined,
    "aria-invalid": about.error !== undefined,
  };
}
