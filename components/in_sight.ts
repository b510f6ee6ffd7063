import type { RefObject } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";

/**
 * What an element shows that leaves itself out while it is out of sight
 * (`content-visibility: auto`): the newest while somebody sees it, else what
 * there was when the clock last moved. Browsers that do not tell what is in
 * sight show the newest.
 *
 * @param now The clock that all such elements have in common.
 */
export function useInSight<Shown>(
  newest: Shown,
  now: number,
): { readonly shown: Shown; readonly element: RefObject<HTMLTableRowElement> } {
  const element = useRef<HTMLTableRowElement>(null);
  const isSkipped = useRef(false);
  const taken = useRef({ shown: newest, now });
  const [, look] = useState(0);
  useEffect(() => {
    const at = element.current;
    // What the page was rendered with was left out before anybody listened.
    isSkipped.current = at?.firstElementChild?.checkVisibility?.(
      { contentVisibilityAuto: true },
    ) === false;
    const change = (event: Event) => {
      isSkipped.current = (event as ContentVisibilityAutoStateChangeEvent)
        .skipped;
      if (!isSkipped.current) look((times) => times + 1);
    };
    at?.addEventListener(CHANGE, change);
    return () => at?.removeEventListener(CHANGE, change);
  }, []);
  if (!isSkipped.current || taken.current.now !== now) {
    taken.current = { shown: newest, now };
  }
  return { shown: taken.current.shown, element };
}

const CHANGE = "contentvisibilityautostatechange";
