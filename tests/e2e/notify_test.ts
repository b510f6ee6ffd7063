import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { sampleCrew } from "@/components/gallery/sample_crew.ts";
import { sampleInbox } from "@/components/gallery/sample_inbox.ts";
import { openBrowser } from "@/tests/helpers/browser.ts";
import { servePlatform } from "@/tests/helpers/served_platform.ts";

type Shown = { shown: string[]; isHidden: boolean };

/** Keeps what the page would show on the desktop, and whether its tab is in sight. */
async function watchDesktop(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const kept = globalThis as unknown as Shown;
    kept.shown = [];
    kept.isHidden = false;
    class Desktop {
      static permission = "default";
      static requestPermission() {
        Desktop.permission = "granted";
        return Promise.resolve("granted");
      }
      constructor(title: string) {
        kept.shown.push(title);
      }
      close() {}
    }
    Object.defineProperty(globalThis, "Notification", { value: Desktop });
    Object.defineProperty(document, "hidden", { get: () => kept.isHidden });
  });
}

const shown = (page: Page) =>
  page.evaluate(() => (globalThis as unknown as Shown).shown);
const hide = (page: Page) =>
  page.evaluate(() => {
    (globalThis as unknown as Shown).isHidden = true;
  });

Deno.test("the desktop is told what needs a person, once it was asked for and the tab is out of sight", async () => {
  const { approvals: _, ...crew } = sampleCrew();
  await using server = await servePlatform({ ...crew, approvals: {} });
  await using browser = await openBrowser();
  const { page, problems } = browser;
  const [approval, other] = Object.values(sampleInbox(Date.now()).approvals);
  assert.ok(approval && other);
  const ask = (asked: typeof approval) =>
    server.platform.commit({
      type: "approval.requested",
      approval_id: asked.id,
      agent_id: asked.agent_id,
      data: { approval: asked },
    });
  await watchDesktop(page);
  await page.goto(`${server.origin}/settings`);
  await page.locator('[data-link="live"]').waitFor();

  const before = await page.evaluate(() => Notification.permission);
  await page.getByLabel("Desktop notifications").click();
  await page.getByLabel("Desktop notifications").and(page.locator(":checked"))
    .waitFor();
  ask(approval);
  await page.getByText("waiting for you").waitFor({ state: "attached" });
  await hide(page);
  ask(other);
  await page.waitForFunction(() =>
    (globalThis as unknown as Shown).shown.length > 0
  );

  assert.equal(before, "default");
  assert.equal((await shown(page)).length, 1);
  assert.match((await shown(page))[0]!, /needs you$/);
  assert.deepEqual(problems, []);
});
