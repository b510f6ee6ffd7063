import type { Fields } from "./input_fields.ts";

/** An input field by field: names, and values as text or JSON. */
export function FieldTable({ fields }: { readonly fields: Fields }) {
  const entries = Object.entries(fields);
  if (entries.length === 0) return null;
  return (
    <dl class="tool-fields">
      {entries.map(([name, value]) => (
        <div key={name}>
          <dt class="mono">{name}</dt>
          <dd class="prose-text mono">
            {typeof value === "string" ? value : JSON.stringify(value, null, 2)}
          </dd>
        </div>
      ))}
    </dl>
  );
}
