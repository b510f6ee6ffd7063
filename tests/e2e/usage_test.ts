import assert from "node:assert/strict";
import { sampleFleet, sampleId } from "@/components/gallery/sample_fleet.ts";
import type { AgentId, SessionId, TaskId } from "@/domain/ids.ts";
import { NO_USAGE } from "@/domain/usage_sum.ts";
import { faultsOf } from "@/tests/helpers/axe_faults.ts";
import { openBrowser } from "@/tests/helpers/browser.ts";
import { type ServedPages, servePages } from "@/tests/helpers/served_pages.ts";

const AGENT = sampleId(1) as AgentId;
const TASK = sampleId(101) as TaskId;
const RELEASE = sampleId(301) as SessionId;
const by = { kind: "person" } as const;

const cost = (cost_usd: number) => ({ ...NO_USAGE, cost_usd });

/** The agent used so much, of two models. */
function use(server: ServedPages, usd: number): void {
  server.commit({
    type: "usage.recorded",
    agent_id: AGENT,
    task_id: TASK,
    data: {
      usage: cost(usd),
      models: { opus: cost(usd * 0.75), haiku: cost(usd * 0.25) },
      duration_ms: 5,
    },
  });
}

/** The task's budget is set, and used up. */
function useUp(server: ServedPages, usd: number): void {
  const budget = { usd };
  server.commit({
    type: "budget.set",
    task_id: TASK,
    data: { scope: "task", budget, by },
  });
  server.commit({
    type: "budget.reached",
    task_id: TASK,
    data: { scope: "task", budget, used: cost(usd) },
  });
}

Deno.test("the page of use has no fault that axe knows, in both themes, wide and at 400 % zoom, and is never wider than the window", async () => {
  await using server = await servePages(sampleFleet());
  await using browser = await openBrowser();
  const { page, problems } = browser;
  use(server, 4);
  useUp(server, 1);
  server.commit({
    type: "budget.set",
    session_id: RELEASE,
    data: { scope: "session", budget: { usd: 500, tokens: 9_000_000 }, by },
  });

  const faults: string[] = [];
  const tooWide: number[] = [];
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    for (const width of [1280, 320]) {
      await page.setViewportSize({ width, height: 640 });
      await page.goto(`${server.origin}/usage?by=agent`);
      await page.getByText("Day by day").click();
      faults.push(...await faultsOf(page));
      tooWide.push(
        await page.evaluate(() =>
          document.documentElement.scrollWidth - innerWidth
        ),
      );
    }
  }

  assert.deepEqual(faults, []);
  assert.deepEqual(tooWide.filter((px) => px > 0), []);
  assert.deepEqual(problems, []);
});

Deno.test("what is used appears as it happens; a used-up budget is told on its task's page, and a person raises it", async () => {
  await using server = await servePages(sampleFleet());
  await using browser = await openBrowser();
  const { page, problems } = browser;
  use(server, 4);
  await page.goto(`${server.origin}/usage`);
  await page.locator('[data-link="live"]').waitFor();
  const sums = page.locator(".usage-sums");
  const before = await sums.getByText("$4.00").count();
  use(server, 2);
  await sums.getByText("$6.00").first().waitFor();
  const plain = await (await fetch(`${server.origin}/usage?by=model`)).text();

  const bodies: unknown[] = [];
  await page.route(`**/api/budgets/task/${TASK}`, (route) => {
    bodies.push(route.request().postDataJSON());
    return route.fulfill({ json: {} });
  });
  await page.goto(`${server.origin}/tasks/${TASK}`);
  await page.locator('[data-link="live"]').waitFor();
  useUp(server, 1);
  const told = page.getByText("The budget of this task is used up");
  await told.waitFor();
  await page.getByRole("button", { name: /^Raise budget/ }).click();
  await page.getByLabel("US dollars").fill("20.50");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("dialog").waitFor({ state: "hidden" });
  server.commit({
    type: "budget.set",
    task_id: TASK,
    data: { scope: "task", budget: { usd: 20.5 }, by },
  });
  await told.waitFor({ state: "hidden" });
  await page.getByRole("button", { name: /^Change budget/ }).waitFor();

  assert.equal(before, 3);
  for (const words of ["<svg", "opus", "haiku", "75 %", "Download as CSV"]) {
    assert.ok(plain.includes(words), words);
  }
  assert.deepEqual(bodies, [{ usd: 20.5 }]);
  assert.deepEqual(problems, []);
});
