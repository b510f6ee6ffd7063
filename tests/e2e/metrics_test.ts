import assert from "node:assert/strict";
import { sampleFleet, sampleId } from "@/components/gallery/sample_fleet.ts";
import { EMPTY_FLEET } from "@/domain/fleet.ts";
import type { AgentId } from "@/domain/ids.ts";
import { faultsInBothThemes } from "@/tests/helpers/axe_faults.ts";
import { openBrowser } from "@/tests/helpers/browser.ts";
import { sampleAt, sampleHour } from "@/tests/helpers/sample_metrics.ts";
import { servePages } from "@/tests/helpers/served_pages.ts";
import { until } from "@/tests/helpers/vamp_server.ts";

const AGENTS = [1, 2, 3].map((n) => sampleId(n) as AgentId);
const CHARTS = 8;

async function serveMeasured() {
  const server = await servePages(sampleFleet());
  server.metrics.samples = sampleHour(Date.now(), AGENTS);
  return server;
}

Deno.test("the metrics have no fault that axe knows, drawn, with tables open, in both themes, wide and at 400 % zoom", async () => {
  await using server = await serveMeasured();
  await using empty = await servePages(EMPTY_FLEET);
  empty.metrics.enabled = false;
  empty.metrics.store = undefined;
  empty.metrics.dropped = 3;
  await using browser = await openBrowser();
  const { page, problems } = browser;

  const faults: string[] = [];
  for (const width of [1280, 320]) {
    await page.setViewportSize({ width, height: 640 });
    await page.goto(`${server.origin}/performance`);
    await page.locator("canvas").nth(CHARTS - 1).waitFor();
    for (const fold of await page.locator(".chart-card summary").all()) {
      await fold.click();
    }
    faults.push(...await faultsInBothThemes(page));
    await page.goto(`${empty.origin}/performance?range=7d`);
    await page.getByText("Nothing is being measured").waitFor();
    faults.push(...await faultsInBothThemes(page));
  }

  assert.deepEqual(faults, []);
  // A drawing that broke the rules for styles would be among these.
  assert.deepEqual(problems, []);
});

Deno.test("all numbers are there without a script", async () => {
  await using server = await serveMeasured();

  const answer = await fetch(`${server.origin}/performance?range=15m`);

  const html = await answer.text();
  const tables = html.split("<table").slice(1);
  assert.equal(tables.length, CHARTS);
  const memory = tables.at(-1) ?? "";
  assert.match(memory, /Server<\/th>.*Ada<\/th>/s);
  assert.ok((memory.match(/\d MB/g) ?? []).length > 60 * 3);
});

Deno.test("a chart draws in the colours of the theme, and the point that is shown has its values in the legend", async () => {
  await using server = await serveMeasured();
  await using browser = await openBrowser();
  const { page } = browser;
  await page.setViewportSize({ width: 1280, height: 1000 });
  await page.goto(`${server.origin}/performance`);
  const card = page.locator(".chart-card").filter({ hasText: "Cost per hour" });
  await card.locator(".u-over").waitFor();
  const drawn = () =>
    card.locator("canvas").evaluate((canvas) =>
      (canvas as HTMLCanvasElement).toDataURL()
    );
  const newest = await card.locator(".chart-value").innerText();
  const light = await drawn();

  await card.scrollIntoViewIfNeeded();
  const { x, y } = (await card.locator(".u-over").boundingBox())!;
  let step = 0;
  // The drawing listens from the first move on, and answers the later ones.
  await until(async () => {
    await page.mouse.move(x + 60 + step++ * 5, y + 50);
    return await card.locator(".chart-value").innerText() !== newest ||
      undefined;
  }, "the legend shows the newest value still");
  await page.mouse.move(5, 5);
  await page.getByRole("button", { name: "Dark" }).click();

  await page.waitForFunction(
    (before) =>
      document.querySelector<HTMLCanvasElement>(
        "[aria-labelledby=cost] canvas",
      )?.toDataURL() !== before,
    light,
  );
});

Deno.test("new values appear without a reload, and a page that nobody sees does not ask", async () => {
  await using server = await serveMeasured();
  await using browser = await openBrowser();
  const { page, problems } = browser;
  await page.clock.install();
  await page.goto(`${server.origin}/performance?range=15m`);
  await page.locator("canvas").nth(CHARTS - 1).waitFor();
  let asked = 0;
  page.on("request", (request) => {
    if (request.url().includes("/api/metrics")) asked++;
  });

  server.metrics.samples = [
    ...server.metrics.samples,
    sampleAt(new Date().toISOString(), { "tasks.pending": 4_321 }),
  ];
  await page.clock.runFor(15_000);

  const tasks = page.locator(".chart-card").filter({ hasText: "Waiting" });
  await tasks.locator(".chart-value", { hasText: /4321|2160/ }).waitFor();
  assert.equal(asked, 1);
  await page.evaluate(() =>
    Object.defineProperty(document, "hidden", { get: () => true })
  );
  await page.clock.runFor(60_000);
  assert.equal(asked, 1);
  assert.deepEqual(problems, []);
});

Deno.test("the first page does not load what draws charts", async () => {
  await using server = await serveMeasured();
  await using browser = await openBrowser();
  const { page } = browser;
  const scripts: string[] = [];
  page.on("response", (response) => {
    if (response.url().endsWith(".js")) scripts.push(response.url());
  });
  await page.goto(server.origin);
  await page.locator('[data-link="live"]').waitFor();
  const atFirst = await Promise.all(
    scripts.map(async (url) => await (await fetch(url)).text()),
  );

  await page.goto(`${server.origin}/performance`);
  await page.locator("canvas").first().waitFor();

  assert.ok(atFirst.length > 0);
  assert.ok(!atFirst.some((script) => script.includes("u-over")));
});
