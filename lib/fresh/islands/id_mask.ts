import type { VNode } from "preact";

/**
 * Gives the ids that `useId()` makes below `vnode` their own prefix. Preact numbers
 * them by their root; the server renders one root where the browser has one for each
 * island, so without this the two would disagree and islands would share ids.
 */
export function setIdMask<V extends VNode>(vnode: V, index: number): V {
  // `__m` is the stable published name of Preact's `_mask`.
  Object.assign(vnode, { __m: [index, 0] });
  return vnode;
}
