import assert from "node:assert/strict";
import {
  BIG_FLEET_RECORDS,
  bigFleet,
  bigFleetEvent,
} from "@/tests/helpers/big_fleet.ts";
import { openBrowser } from "@/tests/helpers/browser.ts";
import { servePages } from "@/tests/helpers/served_pages.ts";

Deno.test("of 200 nodes an event draws only the one anew that it is about", async () => {
  await using server = await servePages(bigFleet());
  await using browser = await openBrowser();
  const { page, problems } = browser;
  page.setDefaultTimeout(60_000);
  await page.goto(`${server.origin}/canvas`);
  await page.locator('.canvas-box[aria-busy="false"]').waitFor();
  await page.locator("[data-edge]").first().waitFor({ state: "attached" });
  await page.locator('[data-link="live"]').waitFor();
  const count = await page.locator(".canvas-node").count();
  await page.evaluate(() => {
    const changed = new Set<string>();
    Object.assign(globalThis, { changed });
    new MutationObserver((records) => {
      for (const { target } of records) {
        const element = target instanceof Element
          ? target
          : target.parentElement;
        const id = element?.closest<HTMLElement>(".react-flow__node")
          ?.dataset.id;
        if (id) changed.add(id);
      }
    }).observe(document.querySelector(".react-flow__nodes")!, {
      subtree: true,
      childList: true,
      characterData: true,
      attributes: true,
    });
  });

  const event = server.commit(bigFleetEvent(3));

  assert.ok("agent_id" in event && event.agent_id);
  await page.locator(`[data-node="${event.agent_id}"]`)
    .getByText("Bash deno test 3").waitFor({ state: "attached" });
  const changed = await page.evaluate(() => [
    ...(globalThis as unknown as { changed: Set<string> }).changed,
  ]);
  assert.equal(count, BIG_FLEET_RECORDS);
  assert.deepEqual(changed, [event.agent_id]);
  assert.deepEqual(problems, []);
});
