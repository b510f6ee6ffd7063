/**
 * Starts the islands of a page: loads their modules, then hydrates them in place.
 * The one script that pages with islands carry.
 *
 * @module
 */
import { hydrate } from "preact";
import { STATE_ID } from "../islands/markers.ts";
import { islandElement } from "./island_elements.ts";
import { loadIslands } from "./load_islands.ts";
import { findRanges } from "./ranges.ts";
import { rootFragment } from "./root_fragment.ts";
import { keepSlots } from "./slots.ts";

async function start(text: string): Promise<void> {
  await loadIslands(text);
  // All ranges are read before any hydration moves nodes around.
  const { roots, slots } = findRanges(document);
  keepSlots(slots);
  for (const range of roots) {
    const element = islandElement(range.index);
    try {
      if (element) hydrate(element, rootFragment(range));
    } catch (error) {
      reportError(error);
    }
  }
}

const state = document.getElementById(STATE_ID)?.textContent;
if (state) start(state);
