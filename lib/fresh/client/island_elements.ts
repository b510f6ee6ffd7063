import { type ComponentType, h, type VNode } from "preact";
import { setIdMask } from "../islands/id_mask.ts";

export type IslandComponent = ComponentType<Record<string, unknown>>;

const islands = new Map<
  number,
  { component: IslandComponent; props: Record<string, unknown> }
>();

/** Notes what island number `index` of the page is made of. */
export function registerIsland(
  index: number,
  component: IslandComponent,
  props: Record<string, unknown>,
): void {
  islands.set(index, { component, props });
}

/** A new element of island number `index`, if its module was loaded. */
export function islandElement(index: number): VNode | undefined {
  const island = islands.get(index);
  return island && setIdMask(h(island.component, island.props) as VNode, index);
}
