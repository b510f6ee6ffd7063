/** What a page told of itself, in milliseconds. */
export type Told = {
  /** From one frame to the next. */
  readonly frames: readonly number[];
  /** From a key that goes down to the frame that shows it. */
  readonly keys: readonly number[];
  /** From an event to the frame that shows it. */
  readonly shown: readonly number[];
};

/** What `startProbe` leaves in the page. */
export type Probed = { readonly probe: { readonly take: () => Told } };

/**
 * Watches the page that it is run in; it is sent there as text, so it uses
 * nothing from outside. A moment `@<milliseconds since 1970>@` in the witness's
 * words is compared with the clock when it is on the screen.
 *
 * @param witness Finds the element that shows the newest moment.
 */
export function startProbe(witness: string): void {
  let [frames, keys, shown]: [number[], number[], number[]] = [[], [], []];
  let seen = "";
  let shows: Element | null = null;
  let lastMs = performance.now();

  // A message comes after the frame that it was sent in has been painted.
  const afterPaint = (then: () => void) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      then();
    };
    port2.postMessage(undefined);
  };
  const frame = () => {
    const nowMs = performance.now();
    frames.push(nowMs - lastMs);
    lastMs = nowMs;
    if (!shows?.isConnected) shows = document.querySelector(witness);
    const [, at = ""] = shows?.textContent?.match(/@(\d+)@/) ?? [];
    if (at !== seen) {
      seen = at;
      afterPaint(() => shown.push(Date.now() - Number(at)));
    }
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
  addEventListener("keydown", ({ timeStamp }) => {
    requestAnimationFrame(() =>
      afterPaint(() => keys.push(performance.now() - timeStamp))
    );
  }, { capture: true });

  const take = () => {
    const told = { frames, keys, shown };
    [frames, keys, shown] = [[], [], []];
    return told;
  };
  Object.assign(globalThis, { probe: { take } });
}
