import type { Locator, Page } from "playwright-core";

/**
 * Watches which buttons of a list a click could reach: now, and as soon as a
 * row of `moving` has come or gone. To be called before that happens.
 */
export async function watchReach(list: Locator, moving = list): Promise<void> {
  const rows = await moving.elementHandle();
  await list.evaluate((list, rows) => {
    list.scrollIntoView({ block: "center" });
    const inReach = () =>
      [...list.querySelectorAll("button")].filter((button) => {
        const { x, y, width, height } = button.getBoundingClientRect();
        const at = document.elementFromPoint(x + width / 2, y + height / 2);
        return at === button;
      }).length;
    const before = inReach();
    new MutationObserver(async () => {
      for (let turn = 0; turn < 100; turn++) await Promise.resolve();
      document.body.dataset.inReach ??= `${before}, then ${inReach()}`;
    }).observe(rows ?? list, { childList: true });
  }, rows);
}

/** Waits for the change, and gives what could be reached: `2, then 0`. */
export async function reachSeen(page: Page): Promise<string> {
  const body = page.locator("body[data-in-reach]");
  return await body.getAttribute("data-in-reach") ?? "";
}
