import type { RefObject } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { CHUNK, type Held, lineOf, PAGE, placeOf } from "./pages.ts";

const LEAST_ABOVE_PX = 24;
/** How long a line that was gone to is kept in place. */
const SETTLE_MS = 500;
/** How a reader takes the scroller into their own hands. */
const BY_HAND = ["wheel", "touchstart", "pointerdown", "keydown"] as const;

type TargetDeps = {
  readonly scroller: RefObject<HTMLElement>;
  readonly held: Held;
  readonly load: (pages: readonly number[]) => Promise<unknown>;
  readonly show: (chunk: number) => void;
  /** The window is there: before it, the lines stand where they will not stay. */
  readonly isAlive: boolean;
  /** Called when the reader goes somewhere else than to the end. */
  readonly onLeave: () => void;
};

/**
 * The entry that the reader goes to: its page is read, its line brought into
 * the middle and marked. `#entry-12` in the address names one.
 *
 * @param first Where the page begins: at the entry that it was opened for, or
 * at one that is not marked.
 */
export function useTarget(
  deps: TargetDeps,
  first: {
    readonly marked: number | undefined;
    readonly from: number | undefined;
  },
) {
  const { scroller, held, load, show, isAlive, onLeave } = deps;
  const [marked, setMarked] = useState(first.marked);
  const sought = useRef<number | undefined>(first.from);
  const settling = useRef<ReturnType<typeof setTimeout>>();
  const [, look] = useState(0);

  const settle = () => {
    clearTimeout(settling.current);
    settling.current = undefined;
    sought.current = undefined;
  };

  const goTo = async (n: number) => {
    onLeave();
    setMarked(n);
    settle();
    const page = Math.floor(placeOf(held.listed, n) / PAGE);
    await load([page, page - 1, page + 1]);
    sought.current = n;
    look((times) => times + 1);
  };

  useLayoutEffect(() => {
    const n = sought.current;
    if (n === undefined || !isAlive) return;
    const line = lineOf(held, n);
    if (line === undefined) return;
    const box = scroller.current;
    const element = box?.querySelector<HTMLElement>(`#entry-${line}`);
    if (!element) return show(Math.floor(placeOf(held.listed, line) / CHUNK));
    center(element, box!);
    // What is around it may still get its height: it is kept in place a while.
    settling.current ??= setTimeout(settle, SETTLE_MS);
  });
  useEffect(() => {
    const box = scroller.current;
    for (const type of BY_HAND) box?.addEventListener(type, settle);
    return () => {
      clearTimeout(settling.current);
      for (const type of BY_HAND) box?.removeEventListener(type, settle);
    };
  }, []);

  useEffect(() => {
    const onHash = () => {
      const n = entryOfHash(location.hash);
      if (n !== undefined) void goTo(n);
    };
    if (first.marked === undefined) onHash();
    addEventListener("hashchange", onHash);
    return () => removeEventListener("hashchange", onHash);
  }, []);

  return { marked, goTo, unmark: () => setMarked(undefined) };
}

/** Moves the scroller alone: the page around it stays where it is. */
function center(element: HTMLElement, box: HTMLElement): void {
  const line = element.getBoundingClientRect();
  const room = box.getBoundingClientRect();
  // Of a line that is as high as the room, its beginning is what matters.
  const above = Math.max(LEAST_ABOVE_PX, (room.height - line.height) / 2);
  const byPx = line.top - room.top - above;
  if (Math.abs(byPx) > 1) box.scrollTop += byPx;
}

/** The entry that an address names: `#entry-12`. */
export function entryOfHash(hash: string): number | undefined {
  const [, n] = /#entry-(\d{1,9})$/.exec(hash) ?? [];
  return n === undefined ? undefined : Number(n);
}
