import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";

/** So soon nobody has read what is in the place of another now. */
const SETTLE_MS = 400;

/**
 * Whether requests have just taken the places of others, since one has left or
 * another came between: a click is still meant for what was there before.
 *
 * @param ids Of all that are shown, from top to bottom.
 */
export function useMoved(ids: readonly string[]): boolean {
  const [moved, setMoved] = useState(false);
  const before = useRef(ids);
  const shown = ids.join();
  useLayoutEffect(() => {
    // One that leaves the end, or is new there, moves no other.
    const took = ids.some((id, place) =>
      place < before.current.length && before.current[place] !== id
    );
    before.current = ids;
    if (took) setMoved(true);
  }, [shown]);
  useEffect(() => {
    if (!moved) return;
    const timer = setTimeout(() => setMoved(false), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [moved, shown]);
  return moved;
}
