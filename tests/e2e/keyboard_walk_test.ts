import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { sampleCrew } from "@/components/gallery/sample_crew.ts";
import { sampleInbox } from "@/components/gallery/sample_inbox.ts";
import { pendingByAge } from "@/domain/approval_order.ts";
import { faultsOf } from "@/tests/helpers/axe_faults.ts";
import { openBrowser } from "@/tests/helpers/browser.ts";
import { servePlatform } from "@/tests/helpers/served_platform.ts";

/** Presses Tab until what has the focus is what `label` names. */
async function tabTo(page: Page, label: RegExp): Promise<void> {
  for (let presses = 0; presses < 150; presses++) {
    await page.keyboard.press("Tab");
    const name = await page.evaluate(() => {
      const at = document.activeElement as HTMLInputElement | null;
      return at?.getAttribute("aria-label") ??
        at?.labels?.[0]?.textContent ?? at?.textContent ?? "";
    });
    if (label.test(name)) return;
  }
  assert.fail(`Cannot reach ${label} by Tab`);
}

const live = (page: Page) => page.locator('[data-link="live"]').waitFor();

Deno.test("who needs a person is found, allowed, read, written to, and a failed task tried again, by keys alone", async () => {
  const crew = sampleCrew();
  const { approvals } = sampleInbox(Date.now());
  await using server = await servePlatform({ ...crew, approvals });
  await using browser = await openBrowser();
  const { page, problems } = browser;
  const { platform } = server;
  const first = pendingByAge(approvals).find(({ kind }) =>
    kind === "permission"
  );
  assert.ok(first);
  await page.goto(server.origin);
  await live(page);

  const asked = page.locator(".ask", {
    has: page.locator(`#ask-${first.id}`),
  });
  for (let presses = 0; presses < 10; presses++) {
    await page.keyboard.press("n");
    if (await asked.evaluate((at) => at === document.activeElement)) break;
  }
  await page.keyboard.press("a");
  await asked.waitFor({ state: "detached" });
  assert.equal(
    platform.fleet().approvals[first.id]?.state.status,
    "allowed",
  );

  await page.keyboard.press("Control+k");
  // What is typed before the palette is there is neither lost nor a command.
  await page.keyboard.type("mae ");
  await page.getByRole("combobox", { name: /^Find a page/ }).waitFor();
  const faults = [...await faultsOf(page)];
  await page.keyboard.type("agent");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Mae", level: 1 }).waitFor();
  await page.getByRole("log").waitFor();
  await live(page);
  await tabTo(page, /^Message to Mae/);
  await page.keyboard.type("Leave the tests out.");
  await tabTo(page, /^Send$/);
  await page.keyboard.press("Enter");
  await page.locator(".message", { hasText: "Leave the tests out." }).waitFor();

  await page.keyboard.press("?");
  await page.getByRole("dialog", { name: "Keys" }).waitFor();
  faults.push(...await faultsOf(page));
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await page.evaluate(() => (document.activeElement as HTMLElement).blur());
  await page.keyboard.press("g");
  await page.keyboard.press("t");
  await page.getByRole("heading", { name: "Tasks", level: 1 }).waitFor();
  await live(page);
  await page.keyboard.press("/");
  await page.keyboard.type("state:failed upgrade");
  await tabTo(page, /^Upgrade the bundler/);
  await page.keyboard.press("r");
  await page.getByText("No task fits the filter").waitFor();

  const task = Object.values(platform.fleet().tasks)
    .find(({ title }) => title === "Upgrade the bundler");
  assert.equal(task?.state.status, "pending");
  assert.deepEqual(faults, []);
  assert.deepEqual(problems, []);
});

Deno.test("a pause of the queue is taken back from its toast, which leaves the focus where it was", async () => {
  const { queue: _, ...crew } = sampleCrew();
  await using server = await servePlatform({
    ...crew,
    queue: { paused: null },
  });
  await using browser = await openBrowser();
  const { page, problems } = browser;
  await page.goto(`${server.origin}/tasks`);
  await live(page);
  await page.getByLabel("Filter").focus();

  await page.keyboard.press("Control+k");
  await page.getByRole("combobox", { name: /Find a page/ }).fill("pause");
  await page.keyboard.press("Enter");
  const toast = page.locator(".toast", { hasText: "The queue is paused" });
  await toast.waitFor();
  const isAtFilter = await page.getByLabel("Filter").evaluate((at) =>
    at === document.activeElement
  );
  assert.ok(server.platform.fleet().queue.paused);
  await toast.getByRole("button", { name: "Go on" }).click();
  await page.getByText("The queue goes on").waitFor();

  assert.equal(server.platform.fleet().queue.paused, null);
  assert.ok(isAtFilter, "the focus went elsewhere");
  assert.deepEqual(problems, []);
});
