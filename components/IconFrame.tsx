import type { ComponentChildren } from "preact";

/** What all drawings beside a word have in common; none stands for the word. */
export function IconFrame(
  { children }: { readonly children: ComponentChildren },
) {
  return (
    <svg
      class="icon"
      viewBox="0 0 16 16"
      width="16"
      height="16"
      aria-hidden="true"
    >
      {children}
    </svg>
  );
}
