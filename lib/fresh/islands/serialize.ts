import { Signal } from "@preact/signals";
import { DevalueError, stringify } from "devalue";
import { isValidElement, type VNode } from "preact";
import type { IslandUse } from "../render/page_state.ts";
import { Slot } from "./boundary.ts";

/** Where the browser finds an island's component, and its props. */
export type IslandState = readonly [
  chunk: string,
  exportName: string,
  props: Record<string, unknown>,
];

const reducers = {
  Slot: (value: unknown) =>
    isValidElement(value) && value.type === Slot && [slotId(value)],
  Signal: (value: unknown) =>
    value instanceof Signal && !isComputed(value) && [value.peek()],
  Computed: (value: unknown) =>
    value instanceof Signal && isComputed(value) && [value.peek()],
};

/**
 * The state of all islands of a page as text for a script element. What two islands
 * share, signals above all, is written once and stays one thing in the browser.
 *
 * @throws {TypeError} If a prop holds a function, a class instance or a promise.
 */
export function serializeIslands(
  islands: readonly IslandUse[],
  basePath: string,
): string {
  const states = islands.map(({ island, name, props }): IslandState => [
    basePath + island.chunk,
    name,
    props,
  ]);
  try {
    // devalue escapes `<` and the two line separators in strings; keys and all
    // other text are covered here, so that nothing can end the script element.
    return stringify(states, reducers)
      .replaceAll("<", "\\u003C")
      .replaceAll("\u2028", "\\u2028")
      .replaceAll("\u2029", "\\u2029");
  } catch (error) {
    throw propsError(error, islands);
  }
}

function slotId(slot: VNode<{ id?: number }>): number | undefined {
  return slot.props.id;
}

function isComputed(signal: Signal): boolean {
  return Object.getPrototypeOf(signal) !== Signal.prototype;
}

function propsError(error: unknown, islands: readonly IslandUse[]): unknown {
  if (!(error instanceof DevalueError)) return error;
  const [, index, path] = /^\[(\d+)\]\[2\]\.?(.*)$/s.exec(error.path) ?? [];
  const island = islands[Number(index)];
  // devalue's error holds all props of the page, so it is not kept as the cause.
  return new TypeError(
    `Cannot pass prop "${path}" to island "${island?.island.file}": ${error.message}`,
  );
}
