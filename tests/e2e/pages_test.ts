import assert from "node:assert/strict";
import { sampleFleet, sampleId } from "@/components/gallery/sample_fleet.ts";
import { sampleTranscript } from "@/components/gallery/sample_transcript.ts";
import { EMPTY_FLEET } from "@/domain/fleet.ts";
import type { AgentId, TaskId } from "@/domain/ids.ts";
import { faultsInBothThemes } from "@/tests/helpers/axe_faults.ts";
import {
  attemptFailed,
  busyFleet,
  courseOf,
} from "@/tests/helpers/incidents.ts";
import { openBrowser } from "@/tests/helpers/browser.ts";
import { routePaths } from "@/tests/helpers/route_paths.ts";
import { servePages } from "@/tests/helpers/served_pages.ts";

const ADA = sampleId(1) as AgentId;
/** One attempt that failed, and what is done about it. */
const { incidents } = courseOf(busyFleet(), [attemptFailed(1, "network")]);
const FLEET = {
  ...sampleFleet(),
  incidents: Object.fromEntries(incidents.map((each) => [each.id, each])),
};
/** What to open of pages with a parameter. */
const SAMPLES = {
  "/agents/[id]": [`/agents/${ADA}`, `/agents/${sampleId(6)}`],
  "/agents/[id]/raw": [`/agents/${ADA}/raw`],
  "/tasks/[id]": [`/tasks/${sampleId(106)}`, `/tasks/${sampleId(107)}`],
  "/incidents/[id]": incidents.map(({ id }) => `/incidents/${id}`),
  "/sessions/[id]": [
    `/sessions/${sampleId(301)}`,
    `/sessions/${sampleId(303)}`,
  ],
};
/** Pages that look otherwise with nothing in them, or when something is wrong. */
const OTHER_LOOKS = ["/", "/sessions", "/tasks", "/inbox", "/messages"];
/** Compressed bytes of script that one page may load. */
const SCRIPT_BUDGET_BYTES = 60 * 1024;

Deno.test("no page has a fault that axe knows, in both themes, wide and at 400 % zoom", async () => {
  await using server = await servePages(FLEET, sampleTranscript());
  await using empty = await servePages(EMPTY_FLEET);
  await using browser = await openBrowser();
  const { page, problems } = browser;
  const urls = [
    ...(await routePaths(SAMPLES)).map((path) => server.origin + path),
    `${server.origin}/login?problem=wrong_token`,
    ...OTHER_LOOKS.map((path) => empty.origin + path),
  ];

  const faults: string[] = [];
  for (const url of urls) {
    await page.goto(url);
    for (const width of [1280, 320]) {
      await page.setViewportSize({ width, height: 640 });
      const found = await faultsInBothThemes(page);
      faults.push(...found.map((fault) => `${url} ${width} ${fault}`));
    }
  }

  assert.deepEqual(faults, []);
  assert.deepEqual(problems, []);
});

Deno.test("a page that does not exist says so and leads back, when it is opened", async () => {
  await using server = await servePages(EMPTY_FLEET);
  await using browser = await openBrowser();
  const { page } = browser;

  const answer = await page.goto(`${server.origin}/agents/nobody`);

  assert.equal(answer?.status(), 404);
  await page.locator("h1", { hasText: "There is nothing here" }).waitFor();
  assert.doesNotMatch(await page.content(), /at .*\.tsx?:\d+/);
});

Deno.test("the first page stays within its budget of script, when it is loaded", async () => {
  await using server = await servePages(sampleFleet());
  await using browser = await openBrowser();
  const { page } = browser;
  const scripts: string[] = [];
  page.on("response", (response) => {
    if (response.url().endsWith(".js")) scripts.push(response.url());
  });

  await page.goto(server.origin);
  await page.locator('[data-link="live"]').waitFor();

  const sizes = await Promise.all(scripts.map(gzipBytes));
  const total = sizes.reduce((sum, size) => sum + size, 0);
  assert.ok(total > 0 && total <= SCRIPT_BUDGET_BYTES, `${total} bytes`);
});

Deno.test("the fleet follows the log without a reload, when agents change", async () => {
  await using server = await servePages(sampleFleet());
  await using browser = await openBrowser();
  const { page, problems } = browser;
  await page.goto(server.origin);
  await page.locator('[data-link="live"]').waitFor();

  server.commit({
    type: "agent.failed",
    agent_id: ADA,
    data: { failure: { kind: "rate_limit", message: "429" } },
  });

  const row = page.getByRole("row", { name: /Ada/ }).first();
  await row.getByText("rate limit").waitFor();
  await page.waitForFunction(() => document.title.startsWith("(3) "));
  assert.deepEqual(problems, []);
});

Deno.test("text appears while it is written and is replaced, when the block is finished", async () => {
  await using server = await servePages(sampleFleet(), sampleTranscript());
  await using browser = await openBrowser();
  const { page, problems } = browser;
  await page.goto(`${server.origin}/agents/${ADA}`);
  await page.locator('[data-link="live"]').waitFor();
  const delta = (text: string) =>
    server.tell({
      type: "transcript.delta",
      agent_id: ADA,
      message_id: "m9",
      block_index: 0,
      of: "text",
      text,
    });

  delta("Half a ");
  await page.locator(".draft", { hasText: "Half a" }).waitFor();
  delta("sentence");
  const [sample] = sampleTranscript();
  assert.ok(sample?.kind === "prompt");
  const text = "Half a sentence is whole now.";
  server.commit({
    type: "transcript.appended",
    agent_id: ADA,
    data: {
      entry: {
        ...sample,
        kind: "text",
        message_id: "m9",
        n: sampleTranscript().length,
        text: { text, length: text.length, blob: null },
        aborted: false,
      },
    },
  });

  await page.locator(".entry:not(.draft)", { hasText: text }).waitFor();
  assert.equal(await page.locator(".draft").count(), 0);
  assert.deepEqual(problems, []);
});

Deno.test("a button that was pressed is free again, when the next task began at once", async () => {
  await using server = await servePages(sampleFleet());
  await using browser = await openBrowser();
  const { page } = browser;
  await page.route("**/interrupt", (route) => route.fulfill({ json: {} }));
  await page.goto(`${server.origin}/agents/${ADA}`);
  await page.locator('[data-link="live"]').waitFor();

  await page.getByRole("button", { name: "Interrupt" }).click();
  await page.getByRole("button", { name: "Stopping…" }).waitFor();
  server.commit({
    type: "task.failed",
    agent_id: ADA,
    task_id: sampleId(101) as TaskId,
    data: {
      attempt: 1,
      outcome: "cancelled",
      failure: { kind: "interrupted", message: "interrupted" },
    },
  });
  server.commit({
    type: "task.assigned",
    agent_id: ADA,
    task_id: sampleId(105) as TaskId,
    data: { attempt: 1, message_uuid: crypto.randomUUID() },
  });

  const interrupt = page.getByRole("button", { name: "Interrupt" });
  await interrupt.and(page.locator(":enabled")).waitFor();
});

Deno.test("a page says that its data is old, when the server has stopped", async () => {
  await using server = await servePages(sampleFleet());
  await using browser = await openBrowser();
  const { page } = browser;
  await page.goto(server.origin);
  await page.locator('[data-link="live"]').waitFor();

  server.stopStreams();

  await page.getByRole("alert").filter({ hasText: "as of" }).waitFor();
  await page.getByRole("heading", { name: "Fleet" }).waitFor();
});

Deno.test("the chosen colours are there without a flash, when a page is opened again", async () => {
  await using server = await servePages(EMPTY_FLEET);
  await using browser = await openBrowser();
  const { page } = browser;
  await page.goto(server.origin);
  await page.locator('[data-link="live"]').waitFor();

  await page.getByRole("button", { name: "Dark" }).click();

  const { name, value } = (await page.context().cookies())[0]!;
  const html = await (await fetch(server.origin, {
    headers: { cookie: `${name}=${value}` },
  })).text();
  assert.match(html, /<html[^>]* data-theme="dark"/);
});

async function gzipBytes(url: string): Promise<number> {
  const { body } = await fetch(url);
  const packed = body!.pipeThrough(new CompressionStream("gzip"));
  return (await new Response(packed).arrayBuffer()).byteLength;
}
