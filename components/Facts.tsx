import type { ComponentChildren } from "preact";

/** Names and values of one thing, in a row that wraps; holds `Fact`s. */
export function Facts({ children }: { readonly children: ComponentChildren }) {
  return <dl class="facts">{children}</dl>;
}

/** One name with its value. */
export function Fact(
  { name, children }: {
    readonly name: string;
    readonly children: ComponentChildren;
  },
) {
  return (
    <div class="fact">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
