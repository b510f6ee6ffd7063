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
  const row = page.locator("tr", {
    has: page.locator(`a[href="/agents/${bigFleetAgent(WITNESS)}"]`),
  });

  const events = crowdEvents(200);
  const heap: number[] = [];
  for (let burst = 0; burst < BURSTS; burst++) {
    for (let n = 0; n < EVENTS; n++) server.commit(events.next().value);
    const told = server.commit(witnessEvent());
    assert.ok(told.type === "agent.activity_changed");
    const { activity } = told.data;
    await page.keyboard.type(`words ${burst} `);
    await row.getByText(activity.kind === "tool" ? activity.detail : "")
      .waitFor();
    await cdp.send("HeapProfiler.collectGarbage");
    heap.push((await cdp.send("Runtime.getHeapUsage")).usedSize);
  }

  const { paints } = await page.evaluate(() =>
    (globalThis as unknown as { counted: { paints: number } }).counted
  );
  assert.ok(paints < BURSTS * EVENTS / 20, `${paints} paints`);
  assert.equal(
    await text.inputValue(),
    Array.from({ length: BURSTS }, (_, n) => `words ${n} `).join(""),
  );
  const growth = heap.at(-1)! - heap[FILLED_AFTER]!;
  assert.ok(growth < MOST_GROWTH_BYTES, `${heap} bytes`);
  assert.deepEqual(problems, []);
});
