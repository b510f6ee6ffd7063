import { Field } from "./Field.tsx";

type ChoiceProps = {
  readonly name: string;
  readonly label: string;
  /** The choice that leaves everything in. */
  readonly all: string;
  readonly value: string | undefined;
  /** Values with their words. */
  readonly options: readonly (readonly [string, string])[];
};

/** One of a few values, or none of them; its field is called like its parameter. */
export function Choice({ name, label, all, value, options }: ChoiceProps) {
  return (
    <Field id={name} label={label}>
      <select id={name} name={name}>
        <option value="">{all}</option>
        {options.map(([each, words]) => (
          <option key={each} value={each} selected={each === value}>
            {words}
          </option>
        ))}
      </select>
    </Field>
  );
}
