import assert from "node:assert/strict";
import { HANDED_OFF, sampleCrew } from "@/components/gallery/sample_crew.ts";
import { sampleId } from "@/components/gallery/sample_fleet.ts";
import type { AgentId, HandoffId, TaskId } from "@/domain/ids.ts";
import { faultsInBothThemes } from "@/tests/helpers/axe_faults.ts";
import { openBrowser } from "@/tests/helpers/browser.ts";
import { servePages } from "@/tests/helpers/served_pages.ts";

const MAE = sampleId(20) as AgentId;
const HANDOFF = sampleId(500) as HandoffId;
const PATHS = [
  "/",
  "/settings/templates",
  ...[201, 202, 203, 204, 205, 206, 207, 208].map((n) =>
    `/tasks/${sampleId(n)}`
  ),
  ...[20, 21, 22, 23].map((n) => `/agents/${sampleId(n)}`),
];

Deno.test("pages of managers and workers have no fault that axe knows, in both themes, wide and at 400 % zoom", async () => {
  await using server = await servePages(sampleCrew());
  await using browser = await openBrowser();
  const { page, problems } = browser;

  const faults: string[] = [];
  for (const width of [1280, 320]) {
    await page.setViewportSize({ width, height: 640 });
    for (const path of PATHS) {
      await page.goto(server.origin + path);
      const found = await faultsInBothThemes(page);
      faults.push(...found.map((fault) => `${path} ${width} ${fault}`));
    }
  }

  assert.deepEqual(faults, []);
  assert.deepEqual(problems, []);
});

Deno.test("a hand-off is read without scripts: its steps, its ledger, its parts", async () => {
  await using server = await servePages(sampleCrew());
  await using browser = await openBrowser({ javaScriptEnabled: false });
  const { page } = browser;

  await page.goto(`${server.origin}/tasks/${HANDED_OFF}`);

  const steps = await page.locator(".step").allInnerTexts();
  const ledger = page.locator(".ledger tbody tr");
  assert.deepEqual(steps.map((text) => text.split("\n").join(": ")), [
    "Analyze: Done, 2 prompts",
    "Choose workers: Done",
    "Instruct: Done",
    "Workers at work: Under way",
    "Judge: To come",
  ]);
  assert.equal(await ledger.count(), 8);
  assert.match(
    await ledger.filter({ hasText: "Part page, attempt 1" }).innerText(),
    /Oli[\s\S]*#9720[\s\S]*never[\s\S]*crashed: process ended/,
  );
  await page.getByText("The error for a wrong password is missing").first()
    .waitFor();
});

Deno.test("a hand-off moves on without a reload, when its events come", async () => {
  await using server = await servePages(sampleCrew());
  await using browser = await openBrowser();
  const { page, problems } = browser;
  await page.goto(`${server.origin}/tasks/${HANDED_OFF}`);
  await page.locator('[data-link="live"]').waitFor();
  const place = { agent_id: MAE, task_id: HANDED_OFF, handoff_id: HANDOFF };

  server.commit({ type: "handoff.parts_ended", ...place, data: {} });
  server.commit({
    type: "handoff.step_prompted",
    ...place,
    data: {
      step: "processing",
      reason: "first",
      message_uuid: crypto.randomUUID(),
    },
  });

  await page.locator(".step[aria-current]", { hasText: "Judge" }).waitFor();
  await page.locator(".ledger tbody tr:nth-child(9)").waitFor();
  assert.deepEqual(problems, []);
});

Deno.test("a task says why it waits, and goes on by itself, when what it waited for is done", async () => {
  await using server = await servePages(sampleCrew());
  await using browser = await openBrowser();
  const { page } = browser;
  const oli = sampleId(22) as AgentId;
  const task_id = sampleId(204) as TaskId;
  await page.goto(`${server.origin}/tasks/${task_id}`);
  await page.locator('[data-link="live"]').waitFor();
  await page.getByText("It begins when all of these are done").waitFor();

  server.commit({
    type: "task.unblocked",
    agent_id: oli,
    task_id,
    data: {},
  });

  await page.getByText("Only Oli may do it, who is restarting now.").waitFor();
});

Deno.test("a message is shown where it got, when it is delivered", async () => {
  await using server = await servePages(sampleCrew());
  await using browser = await openBrowser();
  const { page } = browser;
  const noa = sampleId(21) as AgentId;
  await page.goto(`${server.origin}/agents/${noa}`);
  await page.locator('[data-link="live"]').waitFor();
  const message = page.locator(".message", { hasText: "Stop after the page" });
  await message.getByText("Queued").waitFor();

  const [queued] = Object.values(sampleCrew().messages)
    .filter(({ delivery }) => delivery.status === "queued");
  assert.ok(queued);
  server.commit({
    type: "message.delivered",
    agent_id: noa,
    message_id: queued.id,
    data: { turn: 9, message_uuid: crypto.randomUUID() },
  });

  await message.getByText("delivered at turn 9").waitFor();
});
