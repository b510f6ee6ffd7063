/** At most one paint in this many milliseconds, however much comes in. */
const MIN_GAP_MS = 100;

/**
 * Collects items and hands them over together, once before a paint. In a
 * hidden tab, where nothing is painted, they are handed over by a timer.
 */
export function paintQueue<T>(
  hand: (items: readonly T[]) => void,
): (item: T) => void {
  let items: T[] = [];
  let lastMs = 0;

  const flush = () => {
    const batch = items;
    items = [];
    lastMs = Date.now();
    hand(batch);
  };

  return (item) => {
    items.push(item);
    if (items.length > 1) return;
    setTimeout(
      () => document.hidden ? flush() : requestAnimationFrame(flush),
      Math.max(0, lastMs + MIN_GAP_MS - Date.now()),
    );
  };
}
