import type { RefObject } from "preact";
import { useLayoutEffect } from "preact/hooks";

/** Brings the marked line into the middle of the scroller, once. */
export function useShowMarked(
  scroller: RefObject<HTMLElement>,
  marked: number | undefined,
): void {
  useLayoutEffect(() => {
    if (marked === undefined) return;
    const line = scroller.current?.querySelector('[aria-current="true"]');
    line?.scrollIntoView({ block: "center" });
  }, [marked]);
}
