import { strict as assert } from "node:assert";
import { openBrowser } from "@/tests/helpers/browser.ts";
import { serveGate } from "@/tests/helpers/served_gate.ts";

Deno.test("the API can be read in a browser, from this server alone and under its policy", async () => {
  await using served = serveGate();
  await using browser = await openBrowser();
  const { page, problems } = browser;
  const foreign: string[] = [];
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(served.origin) && !url.startsWith("data:")) {
      foreign.push(url);
    }
  });

  await page.goto(served.origin + served.gate.access.linkPath);
  await page.goto(`${served.origin}/docs`);
  await page.locator("#operations-agents-post_agents").click();
  await page.getByText("Idempotency-Key").first().waitFor();
  const operations = await page.locator(".opblock").count();

  assert.ok(operations > 50, `${operations} operations`);
  assert.deepEqual(problems, []);
  assert.deepEqual(foreign, []);
});
