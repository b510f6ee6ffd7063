import { link, now } from "./store.ts";

/** Milliseconds without a word from the server after which data may be old. */
const STALE_AFTER_MS = 10_000;
/** Differences between the two clocks up to this are the network's. */
const TOLERATED_SKEW_MS = 2_000;

let heardAtMs = 0;
let skewMs = 0;

/** Notes that the server spoke just now. */
export function hear(): void {
  heardAtMs = Date.now();
  if (link.peek() !== "live") link.value = "live";
}

/** Notes what time it is on the server, for hosts whose clocks disagree. */
export function hearTime(at: string): void {
  const difference = Date.parse(at) - Date.now();
  skewMs = Math.abs(difference) > TOLERATED_SKEW_MS ? difference : 0;
}

/**
 * Starts the one clock of the tab; returns the function that stops it.
 *
 * @param onSilence Told each second for as long as the server says nothing.
 */
export function startClock(onSilence: () => void): () => void {
  heardAtMs = Date.now();
  const tick = () => advance(onSilence);
  tick();
  const timer = setInterval(tick, 1_000);
  return () => clearInterval(timer);
}

function advance(onSilence: () => void): void {
  if (Date.now() - heardAtMs > STALE_AFTER_MS) {
    link.value = "stale";
    onSilence();
  }
  // Ages must not grow on data that nobody vouches for.
  if (link.peek() !== "stale") now.value = Date.now() + skewMs;
}
