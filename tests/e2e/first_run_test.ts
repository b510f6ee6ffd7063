import assert from "node:assert/strict";
import { openBrowser } from "@/tests/helpers/browser.ts";
import { servePlatform } from "@/tests/helpers/served_platform.ts";

Deno.test("the first steps are there until the first task, or until they are hidden", async () => {
  await using server = await servePlatform();
  await using browser = await openBrowser();
  const { page, problems } = browser;
  const steps = page.getByRole("region", { name: "First steps" });
  await page.goto(server.origin);
  await page.locator('[data-link="live"]').waitFor();
  await steps.getByText("/bin/claude").waitFor();

  await steps.getByRole("button", { name: "Hide these" }).click();
  await steps.waitFor({ state: "detached" });
  await page.reload();
  await page.getByText("No agents yet").waitFor();
  const isHidden = await steps.count() === 0;
  await page.context().clearCookies();
  await page.reload();
  await page.locator('[data-link="live"]').waitFor();
  await steps.waitFor();
  await fetch(`${server.origin}/api/tasks`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ description: "Say hello" }),
  }).then((answer) => answer.body?.cancel());
  await steps.waitFor({ state: "detached" });

  assert.ok(isHidden);
  assert.deepEqual(problems, []);
});
