import type { ComponentChildren } from "preact";

type FactsProps = {
  readonly facts: readonly (readonly [string, ComponentChildren])[];
};

/** Names and values of one thing, in a row that wraps. */
export function Facts({ facts }: FactsProps) {
  return (
    <dl class="facts">
      {facts.map(([name, value]) => (
        <div key={name} class="fact">
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
