import assert from "node:assert/strict";
import { sampleFleet, sampleId } from "@/components/gallery/sample_fleet.ts";
import type { AgentId } from "@/domain/ids.ts";
import { openBrowser } from "@/tests/helpers/browser.ts";
import { servePages } from "@/tests/helpers/served_pages.ts";

const ADA = sampleId(1) as AgentId;

Deno.test("the fleet is narrowed down in the address, without scripts too", async () => {
  await using server = await servePages(sampleFleet());
  await using plain = await openBrowser({ javaScriptEnabled: false });
  await using browser = await openBrowser();
  const { page, problems } = browser;

  await plain.page.goto(`${server.origin}/?q=agent:ada`);
  await page.goto(server.origin);
  await page.locator('[data-link="live"]').waitFor();
  await page.keyboard.press("/");
  await page.keyboard.type("agent:ada");
  await page.waitForFunction(() => location.search === "?q=agent%3Aada");

  for (const { page: each } of [plain, browser]) {
    const names = each.locator(".rows .cell-name a");
    assert.deepEqual(await names.allTextContents(), ["Ada"]);
  }
  await page.keyboard.type(" nothing");
  await page.getByText("No agent fits").waitFor();
  await page.getByRole("button", { name: "Clear the filter" }).click();
  await page.locator(".rows .cell-name").nth(1).waitFor();
  assert.deepEqual(problems, []);
});

Deno.test("rows stay where they are while updates are paused, and what moved is counted", async () => {
  await using server = await servePages(sampleFleet());
  await using browser = await openBrowser();
  const { page, problems } = browser;
  await page.goto(server.origin);
  await page.locator('[data-link="live"]').waitFor();
  const names = page.locator(".rows .cell-name a");
  const before = await names.allTextContents();

  await page.keyboard.press("p");
  await page.getByRole("button", { name: "Resume updates" }).waitFor();
  server.commit({
    type: "agent.failed",
    agent_id: ADA,
    data: { failure: { kind: "rate_limit", message: "429" } },
  });
  const held = page.getByRole("button", { name: /^1 held/ });
  await held.waitFor();

  assert.deepEqual(await names.allTextContents(), before);
  await page.getByRole("row", { name: /Ada/ }).getByText("rate limit")
    .waitFor();
  await held.click();
  await held.waitFor({ state: "detached" });
  const after = await names.allTextContents();
  assert.notDeepEqual(after, before);
  assert.deepEqual(after.toSorted(), before.toSorted());
  assert.deepEqual(problems, []);
});
