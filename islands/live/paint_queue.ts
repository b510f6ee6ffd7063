import { restOf } from "./paint_pace.ts";

/** Without a frame for so long, as in a hidden tab, nobody waits for one. */
const LONGEST_FRAME_MS = 250;

/**
 * Collects items and hands them over together, once before a paint, at a pace
 * that leaves the page time for who uses it. In a hidden tab, where nothing is
 * painted, they are handed over by a timer.
 */
export function paintQueue<T>(
  hand: (items: readonly T[]) => void,
): (item: T) => void {
  let items: T[] = [];
  let hearsKeys = false;
  let [doneMs, tookMs, keyMs] = [-Infinity, 0, -Infinity];

  const flush = () => {
    const batch = items;
    items = [];
    const fromMs = doneMs = performance.now();
    hand(batch);
    afterPaint(() => {
      doneMs = performance.now();
      tookMs = doneMs - fromMs;
    });
  };
  const schedule = () => {
    const restMs = restOf({ doneMs, tookMs, keyMs }, performance.now());
    if (restMs > 0) setTimeout(schedule, restMs);
    else onFrame(flush);
  };

  return (item) => {
    items.push(item);
    if (items.length > 1) return;
    if (!hearsKeys) {
      hearsKeys = true;
      addEventListener("keydown", () => keyMs = performance.now(), {
        capture: true,
      });
    }
    schedule();
  };
}

/** Calls `then` in the next frame, or by a timer where there are none. */
function onFrame(then: () => void): void {
  const run = () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
    then();
  };
  const frame = requestAnimationFrame(run);
  const timer = setTimeout(run, LONGEST_FRAME_MS);
}

/** Calls `then` when what changed in this frame is painted. */
function afterPaint(then: () => void): void {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    port1.close();
    then();
  };
  port2.postMessage(undefined);
}
