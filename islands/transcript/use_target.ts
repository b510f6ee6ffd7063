import type { RefObject } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { CHUNK, type Held, lineOf, PAGE, placeOf } from "./pages.ts";

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
  const [, look] = useState(0);

  const goTo = async (n: number) => {
    onLeave();
    setMarked(n);
    sought.current = undefined;
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
    sought.current = undefined;
    center(element, box!);
  });

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
  // Of a line that is higher than the room, its beginning is what matters.
  const above = Math.max(0, (room.height - line.height) / 2);
  box.scrollTop += line.top - room.top - above;
}

/** The entry that an address names: `#entry-12`. */
export function entryOfHash(hash: string): number | undefined {
  const [, n] = /#entry-(\d{1,9})$/.exec(hash) ?? [];
  return n === undefined ? undefined : Number(n);
}
