import assert from "node:assert/strict";
import { faultsOf } from "@/tests/helpers/axe_faults.ts";
import { EVENTFUL_BOOT } from "@/tests/helpers/boot_reports.ts";
import { openBrowser } from "@/tests/helpers/browser.ts";
import { servePlatform } from "@/tests/helpers/served_platform.ts";

const REPORTED = {
  type: "server.boot_reported",
  data: { report: EVENTFUL_BOOT },
} as const;

Deno.test("what a start found is on the first page, with ways to it, until it was read", async () => {
  await using server = await servePlatform();
  await using browser = await openBrowser();
  const { page, problems } = browser;
  await page.goto(server.origin);
  const card = page.getByRole("region", { name: "Since the last start" });
  await page.getByText("Live", { exact: true }).waitFor();
  assert.equal(await card.count(), 0);

  server.platform.commit(REPORTED);
  await page.reload();
  await page.getByText("Live", { exact: true }).waitFor();
  const task = await card.getByRole("link", { name: "Build it" })
    .getAttribute("href");
  const faults = await faultsOf(page);
  await card.getByRole("button", { name: "I have read this" }).click();
  await card.waitFor({ state: "detached" });
  await page.reload();
  await page.getByText("Live", { exact: true }).waitFor();

  assert.match(task ?? "", /^\/tasks\//);
  assert.deepEqual(faults, []);
  assert.equal(await card.count(), 0);
  assert.deepEqual(problems, []);
});

Deno.test("processes are shown below their parents, leftovers can be ended, and a clean-up says in numbers what goes", async () => {
  await using server = await servePlatform();
  server.platform.commit(REPORTED);
  await using browser = await openBrowser();
  const { page, problems } = browser;
  await page.goto(`${server.origin}/processes`);
  await page.getByText("Live", { exact: true }).waitFor();
  const depth = await page.getByRole("row", { name: /make all/ })
    .getAttribute("data-depth");
  const faults = await faultsOf(page);
  await page.getByText("1 process of an earlier start still runs.").waitFor();

  await page.getByRole("button", { name: "End them" }).click();
  await page.getByText("of an earlier start").waitFor({ state: "detached" });

  await page.getByRole("button", { name: "Clean up…" }).click();
  const dialog = page.getByRole("dialog");
  const remove = dialog.getByRole("button", { name: "Remove", exact: true });
  await dialog.getByLabel(/Files that ended agents made/).check();
  await dialog.getByText("2 entries with more than 47 MiB will be removed.")
    .waitFor();
  const isAllowed = await remove.isEnabled();
  const inDialog = await faultsOf(page);
  await dialog.getByLabel(/cannot be undone/).check();
  await remove.click();
  await page.getByText("2 entries removed, 47 MiB are free again.").waitFor();

  assert.equal(depth, "1");
  assert.equal(isAllowed, false);
  assert.deepEqual([...faults, ...inDialog], []);
  assert.deepEqual(server.platform.host.cleaned, [["agent_work"]]);
  assert.deepEqual(problems, []);
});
