import { type RefObject } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";

/** Pixels from the end that still count as being there. */
const NEAR_PX = 40;

/**
 * Keeps a scroller at its end until the reader scrolls up, and again from when
 * they return. `f` switches it. When lines come in above, what is being read
 * keeps its place.
 *
 * @param lastN Number of the newest line; what comes after the reader left the
 * end counts as unread.
 * @param fromStart Whether it begins at the end.
 */
export function useFollow(
  scroller: RefObject<HTMLElement>,
  firstN: number,
  lastN: number,
  fromStart = true,
) {
  const [following, setFollowing] = useState(fromStart);
  const seenN = useRef(lastN);
  const before = useRef({ firstN, height: 0 });

  useLayoutEffect(() => {
    const box = scroller.current;
    if (!box) return;
    const grewAbove = firstN < before.current.firstN;
    if (following) box.scrollTop = box.scrollHeight;
    else if (grewAbove) {
      box.scrollTop += box.scrollHeight - before.current.height;
    }
    before.current = { firstN, height: box.scrollHeight };
  });

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "f" || isTyping(event)) return;
      setFollowing((on) => !on);
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, []);

  if (following) seenN.current = lastN;
  return {
    following,
    unread: lastN - seenN.current,
    follow: () => setFollowing(true),
    stay: () => setFollowing(false),
    onScroll: () => {
      const box = scroller.current;
      if (!box) return;
      const left = box.scrollHeight - box.scrollTop - box.clientHeight;
      setFollowing(left < NEAR_PX);
    },
  };
}

function isTyping(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey) return true;
  return event.target instanceof Element &&
    event.target.closest("input, textarea, select, dialog") !== null;
}
