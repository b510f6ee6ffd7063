import type { ComponentChildren } from "preact";
import type { Range } from "./ranges.ts";
import { domToElements } from "./dom_to_elements.ts";

const contents = new Map<number, ComponentChildren[]>();

/** Reads the server's HTML of all slots, before hydration changes the document. */
export function keepSlots(slots: readonly Range[]): void {
  for (const { index, nodes } of slots) {
    contents.set(index, domToElements(nodes));
  }
}

/** Renders in the browser what the server rendered for slot `id`. */
export function Slot({ id }: { id: number }): ComponentChildren {
  return contents.get(id);
}
