import { computed, signal } from "@preact/signals";
import { parse } from "devalue";
import { h } from "preact";
import type { IslandState } from "../islands/serialize.ts";
import { type IslandComponent, registerIsland } from "./island_elements.ts";
import { Slot } from "./slots.ts";

const revivers = {
  Slot: ([id]: [number]) => h(Slot, { id }),
  Signal: ([value]: [unknown]) => signal(value),
  Computed: ([value]: [unknown]) => computed(() => value),
};

/**
 * Reads the page's island state and loads each island's module. An island whose
 * module fails to load stays as the server rendered it; the others still start.
 */
export async function loadIslands(state: string): Promise<void> {
  const islands: IslandState[] = parse(state, revivers);
  await Promise.all(islands.map(async ([chunk, name, props], index) => {
    try {
      const module: Record<string, IslandComponent> = await import(chunk);
      const component = module[name];
      if (component) registerIsland(index, component, props);
    } catch (error) {
      reportError(error);
    }
  }));
}
