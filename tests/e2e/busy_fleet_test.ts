import assert from "node:assert/strict";
import { bigFleet, bigFleetAgent } from "@/tests/helpers/big_fleet.ts";
import { openBrowser } from "@/tests/helpers/browser.ts";
import { servePages } from "@/tests/helpers/served_pages.ts";
import {
  crowdEvents,
  WITNESS,
  witnessEvent,
} from "@/tools/bench/ui/crowd_events.ts";

const BURSTS = 6;
const EVENTS = 2_000;
/** Bursts until all that has a limit has reached it. */
const FILLED_AFTER = 3;
/** Drawings one after another, each of the whole table. */
const DRAWINGS = 60;
const MOST_GROWTH_BYTES = 4_000_000;

Deno.test("the first page shows the newest of 200 agents after each burst of 2,000 events, in few paints, while somebody types, and its memory stays", async () => {
  await using server = await servePages(bigFleet(20));
  await using browser = await openBrowser();
  const { page, problems } = browser;
  page.setDefaultTimeout(60_000);
  const cdp = await page.context().newCDPSession(page);
  await page.goto(server.origin);
  await page.locator('[data-link="live"]').waitFor();
  await page.getByRole("button", { name: "New task" }).click();
  const text = page.locator("textarea[name=description]");
  await text.focus();
  await page.evaluate(() => {
    const counted = { paints: 0 };
    Object.assign(globalThis, { counted });
    // Its records come once after all that one update changed.
    new MutationObserver(() => counted.paints++)
      .observe(document.querySelector(".table.agents")!, {
        subtree: true,
        childList: true,
        characterData: true,
      });
  });

  const events = crowdEvents(200);
  const shows = async () => {
    const told = server.commit(witnessEvent());
    assert.ok(told.type === "agent.activity_changed");
    const { activity } = told.data;
    await page.waitForFunction(
      ([address, words]) =>
        document.querySelector(`tr:has(a[href="${address}"])`)!
          .textContent.includes(words!),
      [
        `/agents/${bigFleetAgent(WITNESS)}`,
        activity.kind === "tool" ? activity.detail : "",
      ],
    );
  };
  const paintsNow = () =>
    page.evaluate(() =>
      (globalThis as unknown as { counted: { paints: number } }).counted.paints
    );
  const heapNow = async () => {
    await cdp.send("HeapProfiler.collectGarbage");
    return (await cdp.send("Runtime.getHeapUsage")).usedSize;
  };
  const heap: number[] = [];
  for (let burst = 0; burst < BURSTS; burst++) {
    for (let n = 0; n < EVENTS; n++) server.commit(events.next().value);
    const shown = shows();
    await page.keyboard.type(`words ${burst} `);
    await shown;
    heap.push(await heapNow());
  }

  const paints = await paintsNow();
  assert.ok(paints < BURSTS * EVENTS / 20, `${paints} paints`);
  assert.equal(
    await text.inputValue(),
    Array.from({ length: BURSTS }, (_, n) => `words ${n} `).join(""),
  );
  const growth = heap.at(-1)! - heap[FILLED_AFTER]!;
  assert.ok(growth < MOST_GROWTH_BYTES, `${heap} bytes`);

  for (let drawing = 0; drawing < DRAWINGS; drawing++) {
    const before = await paintsNow();
    for (let n = 0; n < 200; n++) server.commit(events.next().value);
    await page.waitForFunction(
      (before) =>
        (globalThis as unknown as { counted: { paints: number } }).counted
          .paints > before,
      before,
    );
  }
  const drawn = await heapNow() - heap.at(-1)!;
  assert.ok(
    drawn < MOST_GROWTH_BYTES,
    `${drawn} bytes in ${DRAWINGS} drawings`,
  );
  assert.deepEqual(problems, []);
});
