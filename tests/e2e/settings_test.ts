import assert from "node:assert/strict";
import { sampleCrew } from "@/components/gallery/sample_crew.ts";
import { openBrowser } from "@/tests/helpers/browser.ts";
import { servePlatform } from "@/tests/helpers/served_platform.ts";

Deno.test("a webhook is made, tried, paused, changed and deleted, and its secret shown once", async () => {
  await using server = await servePlatform();
  await using browser = await openBrowser();
  const { page, problems } = browser;
  await page.goto(`${server.origin}/settings/webhooks`);
  await page.locator('[data-link="live"]').waitFor();
  await page.getByText("They may be sent to: hooks.test").waitFor();

  await page.getByRole("button", { name: "New webhook" }).click();
  await page.getByLabel("Name", { exact: true }).fill("Chat");
  await page.getByLabel("Address").fill("https://elsewhere.test/in");
  await page.getByRole("button", { name: "Create" }).click();
  await page.getByText("takes at least one event").waitFor();
  await page.getByLabel("all of task", { exact: true }).check();
  await page.getByRole("button", { name: "Create" }).click();
  await page.getByText("WEBHOOK_HOSTS does not name elsewhere.test").waitFor();
  await page.getByLabel("Address").fill("https://hooks.test/in");
  await page.getByRole("button", { name: "Create" }).click();
  const secret = await page.locator(".secret code").textContent();
  await page.getByRole("button", { name: "I have it" }).click();
  const card = page.locator(".webhook", { hasText: "Chat" });
  await card.getByText("Active").waitFor();
  await card.getByText("task.*").waitFor();

  await card.getByRole("button", { name: "Send a test" }).click();
  await card.getByText("The test was taken: 200").waitFor();
  await card.getByText("Last deliveries (1)").click();
  await card.getByRole("cell", { name: "webhook.tested" }).waitFor();

  await card.getByRole("button", { name: "Pause" }).click();
  await card.getByText("Paused").waitFor();
  await page.locator(".toast").getByRole("button", { name: "Undo" }).click();
  await card.getByText("Active").waitFor();

  await card.getByRole("button", { name: "Edit" }).click();
  await page.getByLabel("Name", { exact: true }).fill("Pager");
  await page.getByRole("button", { name: "Save" }).click();
  const pager = page.locator(".webhook", { hasText: "Pager" });
  await pager.getByRole("button", { name: "Delete" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete" })
    .click();
  await page.getByText("No webhooks yet").waitFor();

  assert.match(secret ?? "", /^whsec_/);
  assert.ok(!(await page.content()).includes(secret ?? "-"));
  assert.deepEqual(
    problems.filter((each) => !each.includes("422")),
    [],
  );
});

Deno.test("what the server runs with is read; what can be set is set, and taken back", async () => {
  const { queue: _, ...crew } = sampleCrew();
  await using server = await servePlatform({
    ...crew,
    queue: { paused: null },
  });
  await using browser = await openBrowser();
  const { page, problems } = browser;
  const { platform } = server;
  await page.goto(`${server.origin}/settings/server`);
  const port = page.getByRole("row", { name: /API_PORT/ });
  assert.match(await port.innerText(), /4005\s+environment/);
  const token = page.getByRole("row", { name: /AUTH_TOKEN/ }).first();
  assert.match(await token.innerText(), /set, not shown/);
  assert.ok(!(await page.content()).includes("made-up-token"));

  await page.getByRole("link", { name: "General" }).click();
  await page.locator('[data-link="live"]').waitFor();
  await page.getByRole("button", { name: "Do not hold work back" }).click();
  await page.getByText("Work is not held back").waitFor();
  assert.equal(platform.fleet().limits.enabled, false);
  await page.locator(".toast").getByRole("button", { name: "Undo" }).click();
  await page.getByText("Work is held back while a limit lasts.").waitFor();
  await page.getByLabel("Keys of one letter").uncheck();
  await page.keyboard.press("g");
  await page.keyboard.press("t");

  await page.getByRole("link", { name: "Backups" }).click();
  await page.locator('[data-link="live"]').waitFor();
  await page.getByRole("button", { name: "Make one now" }).click();
  await page.getByText("The backup is made and verified").waitFor();
  await page.getByText("manual-20260103T030405678Z").waitFor();
  assert.equal(platform.fleet().limits.enabled, true);
  assert.deepEqual(problems, []);
});
