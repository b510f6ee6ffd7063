/** What `watchLines` leaves in the page. */
export type Lines = {
  readonly lines: { readonly take: () => readonly number[] };
};

/**
 * Notes how many milliseconds after the moment in it each line is in the page;
 * it is sent there as text, so it uses nothing from outside. The moments are
 * `@<microseconds since 1970>@`.
 *
 * @param place Finds the element that the lines come to.
 */
export function watchLines(place: string): void {
  let times: number[] = [];
  let newest = 0;
  const look = () => {
    const nowMs = performance.timeOrigin + performance.now();
    // A long text grows at its end.
    const text = document.querySelector(place)?.textContent?.slice(-2_000);
    for (const [, at] of (text ?? "").matchAll(/@(\d{16})@/g)) {
      if (Number(at) <= newest) continue;
      newest = Number(at);
      times.push(nowMs - newest / 1_000);
    }
  };
  new MutationObserver(look).observe(document.body, {
    subtree: true,
    childList: true,
    characterData: true,
  });
  const take = () => {
    const taken = times;
    times = [];
    return taken;
  };
  Object.assign(globalThis, { lines: { take } });
}
