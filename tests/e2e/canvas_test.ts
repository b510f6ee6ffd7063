import assert from "node:assert/strict";
import { HANDED_OFF, sampleCrew } from "@/components/gallery/sample_crew.ts";
import { sampleId, sampleTask } from "@/components/gallery/sample_fleet.ts";
import { EMPTY_FLEET } from "@/domain/fleet.ts";
import type { AgentId, MessageId } from "@/domain/ids.ts";
import { shortText } from "@/domain/long_text.ts";
import type { Message } from "@/domain/message.ts";
import { faultsInBothThemes } from "@/tests/helpers/axe_faults.ts";
import { openBrowser } from "@/tests/helpers/browser.ts";
import { servePages } from "@/tests/helpers/served_pages.ts";
import { until } from "@/tests/helpers/vamp_server.ts";
import {
  openCanvas,
  placesOf,
  viewOf,
  viewOnce,
} from "@/tests/helpers/canvas_page.ts";

const MAE = sampleId(20) as AgentId;
const NOA = sampleId(21) as AgentId;
const NODES = 32;

Deno.test("the workflow has no fault that axe knows, drawn, with a node and an edge open, in both themes, wide and at 400 % zoom", async () => {
  await using server = await servePages(sampleCrew());
  await using empty = await servePages(EMPTY_FLEET);
  await using browser = await openBrowser();
  const { page, problems } = browser;

  const faults: string[] = [];
  for (const width of [1280, 320]) {
    await page.setViewportSize({ width, height: 640 });
    await openCanvas(page, server.origin);
    faults.push(...await faultsInBothThemes(page));
    for (const what of [`[data-node="${MAE}"]`, "[data-edge]"]) {
      await page.locator(what).first().press("Enter");
      await page.locator(".canvas-panel").waitFor();
      faults.push(...await faultsInBothThemes(page));
    }
  }
  await page.goto(`${empty.origin}/canvas`);
  await page.getByText("Nothing to draw yet").waitFor();
  faults.push(...await faultsInBothThemes(page));

  assert.deepEqual(faults, []);
  // What breaks the rules for styles and scripts would be among these.
  assert.deepEqual(problems, []);
});

Deno.test("the same graph is a nested list without scripts, with what was said", async () => {
  await using server = await servePages(sampleCrew());
  await using browser = await openBrowser({ javaScriptEnabled: false });
  const { page } = browser;

  await page.goto(`${server.origin}/canvas`);

  const mae = page.locator(".graph-list > li")
    .filter({ has: page.locator(`> .graph-entry [href="/agents/${MAE}"]`) });
  const below = await mae.locator("li > .graph-entry > a").allInnerTexts();
  assert.deepEqual(below, [
    "Sign in with the company's own accounts",
    "Read the accounts from the directory",
    "Show the sign-in page",
    "Test both together",
  ]);
  await mae.getByText("With Noa: 3 messages").click();
  await mae.getByText("Does a locked account see the same error?").waitFor();
  await mae.getByText("Handed to Noa: 2 parts").waitFor();
  assert.equal(await page.locator(".canvas-box").isVisible(), false);
});

Deno.test("the view is moved, zoomed and fitted by keyboard", async () => {
  await using server = await servePages(sampleCrew());
  await using browser = await openBrowser();
  const { page } = browser;
  // A view that moves slowly also zooms on its way.
  await page.emulateMedia({ reducedMotion: "reduce" });
  await openCanvas(page, server.origin);
  await page.locator(".canvas-box").focus();
  const start = await viewOf(page);

  await page.keyboard.press("ArrowRight");
  const panned = await viewOnce(page, ({ x }) => x < start.x);
  await page.keyboard.press("+");
  const larger = await viewOnce(page, ({ zoom }) => zoom > start.zoom);
  await page.keyboard.press("-");
  await viewOnce(page, ({ zoom }) => zoom < larger.zoom);
  await page.keyboard.press("f");
  await viewOnce(
    page,
    (view) =>
      Math.abs(view.x - start.x) < 30 &&
      Math.abs(view.zoom - start.zoom) < 0.05,
  );

  assert.ok(Math.abs(panned.zoom - start.zoom) < 0.001);
});

Deno.test("a node opens its panel by keyboard, with what proves its state; Escape closes it and gives the focus back", async () => {
  await using server = await servePages(sampleCrew());
  await using browser = await openBrowser();
  const { page } = browser;
  await openCanvas(page, server.origin);
  const node = page.locator(`[data-node="${HANDED_OFF}"]`);

  await node.press("Enter");

  const panel = page.locator(".canvas-panel");
  await panel.getByText("since 2026-03-14").waitFor();
  await panel.getByText("Workers at work · 3 parts").waitFor();
  const focused = await panel.locator(":focus").innerText();
  assert.equal(focused, "Sign in with the company's own accounts");
  assert.equal(
    await panel.getByRole("link", { name: "Open the task" })
      .getAttribute("href"),
    `/tasks/${HANDED_OFF}`,
  );
  await page.keyboard.press("Escape");
  await panel.waitFor({ state: "detached" });
  assert.ok(await node.evaluate((button) => button.matches(":focus")));
});

Deno.test("a message lights its edge up, and can be read there", async () => {
  await using server = await servePages(sampleCrew());
  await using browser = await openBrowser();
  const { page, problems } = browser;
  await openCanvas(page, server.origin);
  const edge = page.locator(`[data-edge="messages:${MAE}:${NOA}"]`);
  assert.equal(await edge.getAttribute("data-lit"), null);

  server.commit({
    type: "message.sent",
    agent_id: MAE,
    message_id: newMessage.id,
    data: { message: newMessage },
  });

  await page.locator(`[data-edge="messages:${MAE}:${NOA}"][data-lit]`)
    .waitFor();
  await page.locator('.canvas-edge[data-kind="messages"][data-lit="back"]')
    .waitFor();
  assert.match(await edge.innerText(), /4/);
  await edge.click();
  await page.locator(".canvas-panel").getByText("The error is there now")
    .waitFor();
  await page.locator(`[data-edge="messages:${MAE}:${NOA}"]:not([data-lit])`)
    .waitFor();
  assert.deepEqual(problems, []);
});

Deno.test("nothing jumps when a task is added, and the new one is near what it belongs to", async () => {
  await using server = await servePages(sampleCrew());
  await using browser = await openBrowser();
  const { page } = browser;
  await openCanvas(page, server.origin);
  const before = await placesOf(page);
  const task = sampleTask(250, 21, "Tell the people about it", {
    status: "pending",
    since: new Date().toISOString(),
    not_before: null,
  }, { parent_id: HANDED_OFF });

  server.commit({
    type: "task.created",
    agent_id: NOA,
    task_id: task.id,
    data: { task },
  });

  await page.locator(`[data-node="${task.id}"]`).waitFor();
  const { [task.id]: added, ...after } = await placesOf(page);
  assert.deepEqual(after, before);
  assert.ok(added && added.x > before[HANDED_OFF]!.x);
});

Deno.test("a node stays where it was put, also after a reload, until all is tidied", async () => {
  await using server = await servePages(sampleCrew());
  await using browser = await openBrowser();
  const { page } = browser;
  await page.emulateMedia({ reducedMotion: "reduce" });
  await openCanvas(page, server.origin);
  const before = await placesOf(page);

  const box = (await page.locator(`[data-node="${MAE}"]`).boundingBox())!;
  await page.mouse.move(box.x + 20, box.y + 10);
  await page.mouse.down();
  await page.mouse.move(box.x - 20, box.y + 90, { steps: 6 });
  await page.mouse.up();
  await page.locator(`[data-node="${NOA}"]`).press("Shift+ArrowDown");
  const moved = await until(async () => {
    const places = await placesOf(page);
    return places[NOA]!.y === before[NOA]!.y + 24 ? places : undefined;
  }, "the node did not move");
  await until(
    async () =>
      await page.evaluate(
          (id) =>
            JSON.parse(localStorage.getItem("vamp.workflow") ?? "{}").places
              ?.[id]
              ?.y,
          NOA,
        ) === moved[NOA]!.y || undefined,
    "the places were not kept",
  );
  await openCanvas(page, server.origin);

  assert.ok(moved[MAE]!.y > before[MAE]!.y + 20);
  assert.deepEqual(await placesOf(page), moved);
  await page.getByRole("button", { name: "Tidy" }).click();
  await until(async () => {
    const places = await placesOf(page);
    return JSON.stringify(places) === JSON.stringify(before) || undefined;
  }, "the drawing was not tidied");
});

Deno.test("what is below a node folds away and comes back to its place", async () => {
  await using server = await servePages(sampleCrew());
  await using browser = await openBrowser();
  const { page } = browser;
  await openCanvas(page, server.origin);
  const before = await placesOf(page);
  const fold = page.getByRole("button", { name: "4 nodes below Mae" });

  await fold.press("Enter");

  await page.waitForFunction(
    (count) => document.querySelectorAll(".canvas-node").length === count,
    NODES - 4,
  );
  assert.equal(await fold.innerText(), "+4");
  assert.equal(await fold.getAttribute("aria-expanded"), "false");
  await page.getByRole("button", { name: "Unfold all" }).click();
  await page.locator(`[data-node="${HANDED_OFF}"]`).waitFor();
  assert.deepEqual(await placesOf(page), before);
});

Deno.test("other pages do not load what draws the workflow", async () => {
  await using server = await servePages(sampleCrew());
  await using browser = await openBrowser();
  const { page } = browser;
  const files: string[] = [];
  page.on("response", (response) => files.push(response.url()));
  await page.goto(server.origin);
  await page.locator('[data-link="live"]').waitFor();
  const atFirst = await Promise.all(
    files.filter((url) => /\.(js|css)(\?|$)/.test(url))
      .map(async (url) => await (await fetch(url)).text()),
  );

  await openCanvas(page, server.origin);

  assert.ok(atFirst.length > 0);
  assert.ok(!atFirst.some((text) => text.includes("react-flow")));
});

const newMessage: Message = {
  id: sampleId(650) as MessageId,
  from_agent_id: NOA,
  to_agent_id: MAE,
  session_id: null,
  kind: "note",
  text: shortText("The error is there now."),
  urgent: false,
  task_id: null,
  in_reply_to: null,
  hops: 0,
  caused_by: null,
  delivery: { status: "queued", since: new Date().toISOString() },
  answered_at: null,
  created_at: new Date().toISOString(),
  updated_at: new Date().toISOString(),
  updated_seq: 0,
};
