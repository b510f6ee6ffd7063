import assert from "node:assert/strict";
import { sampleId } from "@/components/gallery/sample_fleet.ts";
import type { AgentId, TaskId } from "@/domain/ids.ts";
import { openBrowser } from "@/tests/helpers/browser.ts";
import { longQueue } from "@/tests/helpers/long_queue.ts";
import { servePlatform } from "@/tests/helpers/served_platform.ts";

/** Bytes of a page, with all that its script begins with. */
const MOST_BYTES = 1_000_000;
const AGENT = sampleId(1_000) as AgentId;

Deno.test("pages of 500 agents and 10,000 waiting tasks are light, say how many there are, and follow what is not on them", async () => {
  await using server = await servePlatform(longQueue(500, 10_000));
  await using browser = await openBrowser();
  const { page, problems } = browser;
  const elsewhere: string[] = [];
  page.on("request", (request) => {
    const { origin } = new URL(request.url());
    if (origin !== server.origin) elsewhere.push(request.url());
  });

  const weights: Record<string, number> = {};
  for (const path of ["/", "/tasks", "/tasks?view=list", "/tasks?q=9999"]) {
    const answer = await page.goto(server.origin + path);
    weights[path] = (await answer?.body())?.byteLength ?? Infinity;
    await page.locator('[data-link="live"]').waitFor();
    assert.ok(weights[path] < MOST_BYTES, `${path}: ${weights[path]} bytes`);
  }

  // The one that was asked for by its name, far down the queue.
  await page.getByText("Errand 9999").waitFor();
  await page.goto(`${server.origin}/tasks`);
  await page.locator('[data-link="live"]').waitFor();
  await page.locator("h1 .count", { hasText: "10,000" }).waitFor();
  await page.getByText("9,700 more wait").waitFor();
  // Nobody expects this one next: the page does not have it.
  const task_id = sampleId(109_000) as TaskId;
  server.platform.commit({
    type: "task.assigned",
    agent_id: AGENT,
    task_id,
    data: { attempt: 1, message_uuid: crypto.randomUUID() },
  });
  await page.locator(`[data-column="working"] [data-task="${task_id}"]`)
    .waitFor();
  await page.getByText("9,699 more wait").waitFor();
  await page.getByRole("link", { name: "Show 300 of them" }).click();
  await page.getByText("9,399 more wait").waitFor();
  await page.goto(server.origin);
  await page.locator("tbody .cell-name").first().waitFor();
  assert.equal(await page.locator(".agents tbody .cell-name").count(), 100);
  await page.getByRole("link", { name: "Show 100 of 400 more" }).click();
  await page.getByRole("link", { name: "Show 100 of 300 more" }).waitFor();

  assert.deepEqual(elsewhere, []);
  assert.deepEqual(problems, []);
});
