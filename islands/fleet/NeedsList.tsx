import type { VNode } from "preact";
import { useMoved } from "../inbox/use_moved.ts";

/**
 * Things of one kind that wait for a person. No click counts while one has just
 * taken the place of another.
 *
 * @param children The rows, each with its key.
 */
export function NeedsList(
  { children }: { readonly children: readonly VNode[] },
) {
  const moved = useMoved(children.map(({ key }) => String(key)));
  return (
    <ul class="needs-list card" data-moved={moved || undefined}>{children}</ul>
  );
}
