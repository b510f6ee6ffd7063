import type { RefObject } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { keysOn } from "../palette/keys_switch.ts";

/** Pixels from the end that still count as being there. */
const NEAR_PX = 40;

/**
 * Keeps a scroller at its end until the reader scrolls up, and again from when
 * they return. `f` switches it.
 *
 * @param count Lines that there are; those that come after the reader left the
 * end count as unread.
 * @param fromStart Whether it begins at the end.
 */
export function useFollow(
  scroller: RefObject<HTMLElement>,
  count: number,
  fromStart: boolean,
) {
  const [following, setFollowing] = useState(fromStart);
  const seen = useRef(count);
  const lastTop = useRef(0);

  useLayoutEffect(() => {
    const box = scroller.current;
    if (box && following) box.scrollTop = box.scrollHeight;
  });

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "f" || isTyping(event) || !keysOn.peek()) return;
      setFollowing((on) => !on);
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, []);

  // A list that got shorter is another one.
  if (following || count < seen.current) seen.current = count;
  return {
    following,
    unread: count - seen.current,
    follow: () => setFollowing(true),
    stay: () => setFollowing(false),
    onScroll: () => {
      const box = scroller.current;
      if (!box) return;
      const top = box.scrollTop;
      const isNear = box.scrollHeight - top - box.clientHeight < NEAR_PX;
      // Only the reader goes up; what grows below leaves the place as it is.
      if (isNear) setFollowing(true);
      else if (top < lastTop.current - 1) setFollowing(false);
      lastTop.current = top;
    },
  };
}

/** Whether a key is meant for a field, or for the browser. */
export function isTyping(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey) return true;
  return event.target instanceof Element &&
    event.target.closest("input, textarea, select, dialog") !== null;
}
