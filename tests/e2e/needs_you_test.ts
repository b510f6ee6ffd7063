import assert from "node:assert/strict";
import { sampleCrew } from "@/components/gallery/sample_crew.ts";
import { sampleInbox } from "@/components/gallery/sample_inbox.ts";
import { isPendingApproval } from "@/domain/approval_status.ts";
import { faultsOf } from "@/tests/helpers/axe_faults.ts";
import { openBrowser } from "@/tests/helpers/browser.ts";
import { servePlatform } from "@/tests/helpers/served_platform.ts";

Deno.test("what needs a person is answered on the first page, in place", async () => {
  const crew = sampleCrew();
  const { approvals } = sampleInbox(Date.now());
  await using server = await servePlatform({ ...crew, approvals });
  await using browser = await openBrowser();
  const { page, problems } = browser;
  await page.goto(server.origin);
  await page.locator('[data-link="live"]').waitFor();
  const needs = page.getByRole("region", { name: /^Needs you/ });
  const pending = () =>
    Object.values(server.platform.fleet().approvals).filter(isPendingApproval)
      .length;
  const before = pending();
  const faults = await faultsOf(page);

  await needs.getByRole("button", { name: "Allow once" }).first().click();
  await needs.getByRole("button", { name: "Try again: Upgrade the bundler" })
    .click();
  await needs.getByRole("link", { name: "Upgrade the bundler" }).waitFor({
    state: "detached",
  });

  assert.equal(pending(), before - 1);
  const task = Object.values(server.platform.fleet().tasks)
    .find(({ title }) => title === "Upgrade the bundler");
  assert.equal(task?.state.status, "pending");
  assert.deepEqual(faults, []);
  assert.deepEqual(problems, []);
});
