import {
  elementScroll,
  observeElementOffset,
  observeElementRect,
  type VirtualItem,
  Virtualizer,
} from "@tanstack/virtual-core";
import type { RefObject } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { CHUNK, countOf, type Held, PAGE } from "./pages.ts";

/** Pixels that a line is taken to be high before it was measured. */
const LINE_PX = 30;
/** Chunks that are drawn beyond each edge of what is seen. */
const BEYOND = 2;

/** The chunks that are drawn, and how much room there is around them. */
export type Window = {
  readonly chunks: readonly number[];
  readonly abovePx: number;
  readonly belowPx: number;
};

/**
 * Which chunks of a list are drawn: those that the scroller shows, and a few
 * around them. The rest is room of the height that it was measured with, or
 * is taken to have.
 *
 * @param isOn False before the page is alive: there is no window then.
 * @param first The chunk that the reader sees first.
 */
export function useWindow(
  scroller: RefObject<HTMLElement>,
  held: Held,
  isOn: boolean,
  first: number,
) {
  const [, redraw] = useState(0);
  const chunks = Math.ceil(countOf(held.listed) / CHUNK);
  const made = useRef<Virtualizer<HTMLElement, HTMLElement>>();
  const wasHere = useRef(new Map<number, boolean>());
  const options = {
    count: chunks,
    getScrollElement: () => scroller.current,
    estimateSize: () => CHUNK * LINE_PX,
    overscan: BEYOND,
    initialOffset: first * CHUNK * LINE_PX,
    scrollToFn: elementScroll,
    observeElementRect,
    observeElementOffset,
    onChange: () => redraw((times) => times + 1),
  };
  // In the browser alone: it asks for the environment that it is built for.
  if (isOn) made.current ??= new Virtualizer(options);
  const virtual = made.current;
  virtual?.setOptions(options);
  const adjusts = (item: VirtualItem) => {
    const top = virtual?.scrollOffset ?? 0;
    // What is read for the first time pushes up what is above it; a fold
    // that the reader opens pushes down what is below it.
    const isNew = !wasHere.current.get(item.index);
    const isHere = held.pages.has(Math.floor(item.index * CHUNK / PAGE));
    if (isHere) wasHere.current.set(item.index, true);
    return item.end <= top || isNew && item.start < top;
  };
  if (virtual) virtual.shouldAdjustScrollPositionOnItemSizeChange = adjusts;

  useLayoutEffect(() => virtual?._didMount(), [virtual]);
  useLayoutEffect(() => virtual?._willUpdate());

  const items = virtual?.getVirtualItems() ?? [];
  const window: Window = {
    chunks: items.map(({ index }) => index),
    abovePx: items[0]?.start ?? 0,
    belowPx: (virtual?.getTotalSize() ?? 0) - (items.at(-1)?.end ?? 0),
  };
  return {
    window,
    measure: virtual?.measureElement,
    /** Brings the beginning of a chunk into view. */
    show: (chunk: number) => {
      const [top] = virtual?.getOffsetForIndex(chunk, "start") ?? [];
      if (scroller.current && top !== undefined) {
        scroller.current.scrollTop = top;
      }
    },
    /** Forgets all heights: the list is another one. */
    forget: () => {
      wasHere.current.clear();
      virtual?.measure();
    },
  };
}

/** The pages that a window shows, and those next to them. */
export function pagesAround(chunks: readonly number[]): readonly number[] {
  const pageOf = (chunk: number) => Math.floor(chunk * CHUNK / PAGE);
  const first = pageOf(chunks[0] ?? 0);
  const last = pageOf(chunks.at(-1) ?? 0);
  const seen = Array.from(
    { length: last - first + 1 },
    (_, index) => first + index,
  );
  return [...seen, last + 1, first - 1];
}
