import { restOf } from "./paint_pace.ts";

/** Without a frame for so long, as in a hidden tab, nobody waits for one. */
const LONGEST_FRAME_MS = 250;

/**
 * Collects items and hands them over together, once for each paint at most, at
 * a pace that leaves the page time for who uses it. After a pause they are
 * handed over at once, so that the next frame shows them. In a hidden tab,
 * where nothing is painted, a timer sets the pace.
 */
export function paintQueue<T>(
  hand: (items: readonly T[]) => void,
): (item: T) => void {
  let items: T[] = [];
  let isPainting = false;
  let hearsKeys = false;
  let [doneMs, tookMs, keyMs] = [-Infinity, 0, -Infinity];

  const flush = () => {
    const batch = items;
    items = [];
    isPainting = true;
    const fromMs = performance.now();
    hand(batch);
    // What it changed is drawn at the end of this task.
    queueMicrotask(() => {
      const drawnMs = performance.now() - fromMs;
      onFrame(() => {
        const frameMs = performance.now();
        afterTask(() => {
          doneMs = performance.now();
          tookMs = drawnMs + doneMs - frameMs;
          isPainting = false;
          if (items.length > 0) schedule();
        });
      });
    });
  };
  const schedule = () => {
    const restMs = restOf({ doneMs, tookMs, keyMs }, performance.now());
    if (restMs > 0) setTimeout(schedule, restMs);
    else afterTask(flush);
  };

  return (item) => {
    items.push(item);
    if (items.length > 1 || isPainting) return;
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

/**
 * Calls `then` after what runs now: after all messages that came together, and
 * from within a frame when it is painted.
 */
function afterTask(then: () => void): void {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    port1.close();
    then();
  };
  port2.postMessage(undefined);
}
