import assert from "node:assert/strict";
import { EMPTY_FLEET } from "@/domain/fleet.ts";
import { faultsOf } from "@/tests/helpers/axe_faults.ts";
import { openBrowser } from "@/tests/helpers/browser.ts";
import { servePages } from "@/tests/helpers/served_pages.ts";

Deno.test("archived sessions go only after their numbers were seen and confirmed", async () => {
  await using server = await servePages(EMPTY_FLEET);
  await using browser = await openBrowser();
  const { page, problems } = browser;
  await page.goto(`${server.origin}/history/storage`);
  await page.locator('[data-link="live"]').waitFor();

  await page.getByRole("button", { name: "Prune archived sessions…" }).click();
  await page.getByText("2 sessions with 30 tasks and 3,000 transcript entries")
    .waitFor();
  const remove = page.getByRole("button", { name: "Remove", exact: true });
  const before = await remove.isDisabled();
  const faults = await faultsOf(page);
  await page.getByLabel("Remove them for good").check();
  await remove.click();
  await page.getByText("2 sessions and what belongs to them are being removed")
    .waitFor();

  assert.equal(before, true);
  assert.deepEqual(faults, []);
  assert.deepEqual(problems, []);
});

Deno.test("another age asks again, and what was confirmed before is not", async () => {
  await using server = await servePages(EMPTY_FLEET);
  await using browser = await openBrowser();
  const { page } = browser;
  await page.goto(`${server.origin}/history/storage`);
  await page.locator('[data-link="live"]').waitFor();
  await page.getByRole("button", { name: "Prune archived sessions…" }).click();

  await page.getByLabel("Remove them for good").check();
  await page.getByLabel("Archived", { exact: true }).selectOption("7");
  await page.getByText("2 sessions with").waitFor();

  assert.equal(
    await page.getByLabel("Remove them for good").isChecked(),
    false,
  );
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "hidden" });
});
