type CheckFieldProps = {
  readonly id: string;
  readonly name: string;
  readonly label: string;
  readonly value?: string;
  readonly checked?: boolean;
};

/** A box to tick, with its label behind it. */
export function CheckField(
  { id, name, label, value, checked }: CheckFieldProps,
) {
  return (
    <label class="check" for={id}>
      <input
        type="checkbox"
        id={id}
        name={name}
        value={value}
        defaultChecked={checked}
      />
      <span>{label}</span>
    </label>
  );
}
