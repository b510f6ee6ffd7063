import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { sampleCrew } from "@/components/gallery/sample_crew.ts";
import { EMPTY_FLEET } from "@/domain/fleet.ts";
import { READY_TEMPLATES } from "@/domain/ready_templates.ts";
import { faultsOf } from "@/tests/helpers/axe_faults.ts";
import { openBrowser } from "@/tests/helpers/browser.ts";
import { newAgent } from "@/tests/helpers/memory_agents.ts";
import { servePlatform } from "@/tests/helpers/served_platform.ts";

/** The page on a platform in memory, live, in a browser of its own. */
async function open(path = "/", start = EMPTY_FLEET) {
  const server = await servePlatform(start);
  const browser = await openBrowser();
  const { page, problems } = browser;
  await page.goto(server.origin + path);
  await page.locator('[data-link="live"]').waitFor();
  return {
    ...server,
    page,
    problems,
    async [Symbol.asyncDispose]() {
      await browser[Symbol.asyncDispose]();
      await server[Symbol.asyncDispose]();
    },
  };
}

const button = (page: Page, name: string) =>
  page.getByRole("button", { name, exact: true });
const dialog = (page: Page) => page.getByRole("dialog");

Deno.test("the queue is paused with a reason that all see, and goes on", async () => {
  await using on = await open();
  const { page } = on;

  await button(page, "Pause the queue").click();
  await dialog(page).getByLabel("Why").fill("The disk is being moved");
  await button(page, "Pause").click();
  await page.getByText("The queue is paused: The disk is being moved")
    .waitFor();
  await button(page, "Go on").click();

  await button(page, "Pause the queue").waitFor();
  assert.equal(on.platform.fleet().queue.paused, null);
  assert.deepEqual(on.problems, []);
});

Deno.test("a task for anybody waits where all see it, is given away, cancelled and tried again", async () => {
  await using on = await open();
  const { page, platform } = on;
  const agent = newAgent({ name: "Rex", capabilities: ["review"] });
  platform.commit({
    type: "agent.created",
    agent_id: agent.id,
    data: { agent },
  });

  await button(page, "New task").click();
  await page.getByLabel("Task", { exact: true }).fill("Review the login page");
  await page.getByText("Who can do it, and when").click();
  await page.getByLabel("Requires").fill("Review");
  await button(page, "Give task").click();
  const open_ = page.getByRole("region", { name: "For anybody" });
  await open_.getByRole("link", { name: "Review the login page" }).click();
  await page.getByText("The first free worker that can review gets it")
    .waitFor();
  await button(page, "Reassign").click();
  await dialog(page).getByLabel("Agent").selectOption({
    label: "Rex · Starting",
  });
  await dialog(page).getByLabel("Priority").fill("15");
  await dialog(page).getByRole("button", { name: "Change" }).click();
  await page.getByText("Only Rex may do it, who is starting now.").waitFor();
  await button(page, "Cancel task").click();
  await dialog(page).getByRole("button", { name: "Cancel task" }).click();
  await button(page, "Try again").click();

  await button(page, "Cancel task").waitFor();
  const [task] = Object.values(platform.fleet().tasks);
  assert.deepEqual(
    [task?.requires, task?.agent_id, task?.state.status, task?.priority],
    [["review"], agent.id, "pending", 15],
  );
  assert.deepEqual(on.problems, []);
});

Deno.test("a manager hands its task off by default, when workers live", async () => {
  await using on = await open("/", sampleCrew());
  const { page, platform } = on;
  const before = new Set(Object.keys(platform.fleet().tasks));

  await button(page, "New task").click();
  await dialog(page).getByLabel("For", { exact: true })
    .selectOption({ label: "Mae (manager) · Waiting" });
  const handOff = dialog(page).getByLabel("Hand parts of it to workers");
  assert.ok(await handOff.isChecked());
  await page.getByLabel("Task", { exact: true }).fill("Plan the release");
  await page.getByText("When it begins").click();
  await dialog(page).getByLabel("Upgrade the bundler").waitFor({
    state: "detached",
  });
  await dialog(page).getByLabel("Replace the date library").check();
  const faults = await faultsOf(page);
  await button(page, "Give task").click();

  await page.getByRole("link", { name: "Plan the release" }).waitFor();
  const made = Object.values(platform.fleet().tasks)
    .find(({ id }) => !before.has(id));
  assert.deepEqual(
    [made?.mode, made?.state.status, made?.depends_on.length],
    ["handoff", "blocked", 1],
  );
  assert.deepEqual(faults, []);
});

Deno.test("a template that was changed fills in the next agent, and is put back as it came", async () => {
  await using on = await open("/settings/templates");
  const { page, platform } = on;

  await button(page, "Edit Tester").click();
  await dialog(page).getByLabel("Model", { exact: true }).fill("haiku");
  await dialog(page).getByLabel("Can", { exact: true }).fill("test, e2e");
  const faults = [...await faultsOf(page)];
  await button(page, "Save template").click();
  await page.getByRole("button", { name: "Put back as it came: Tester" })
    .waitFor();
  await page.goto(on.origin);
  await page.locator('[data-link="live"]').waitFor();
  await page.getByRole("button", { name: "New agent" }).click();
  await dialog(page).getByLabel("Template").selectOption({ label: "Tester" });
  await dialog(page).getByLabel("Name").fill("Tess");
  faults.push(...await faultsOf(page));
  await button(page, "Start agent").click();
  await page.getByRole("link", { name: "Tess" }).waitFor();

  const tester = READY_TEMPLATES.find(({ id }) => id === "tester");
  const [agent] = Object.values(platform.fleet().agents);
  assert.deepEqual(agent?.config, {
    ...tester?.config,
    template: "tester",
    name: "Tess",
    model: "haiku",
    capabilities: ["test", "e2e"],
  });
  await page.goto(`${on.origin}/settings/templates`);
  await page.locator('[data-link="live"]').waitFor();
  await page.getByRole("button", { name: "Put back as it came: Tester" })
    .click();
  await dialog(page).getByRole("button", { name: "Put back" }).click();
  await page.getByText("changed", { exact: true }).waitFor({
    state: "detached",
  });
  assert.deepEqual(platform.fleet().templates, {});
  assert.deepEqual(faults, []);
  assert.deepEqual(on.problems, []);
});

Deno.test("a template of one's own is made and removed", async () => {
  await using on = await open("/settings/templates");
  const { page } = on;

  await button(page, "New template").click();
  await dialog(page).getByLabel("Name").fill("Writer");
  await dialog(page).getByLabel("Summary").fill("Writes documents.");
  await button(page, "Save template").click();
  const card = page.getByRole("listitem").filter({
    hasText: "Writes documents.",
  });
  await card.getByText("yours").waitFor();
  await card.getByRole("button", { name: "Remove: Writer" }).click();
  await dialog(page).getByRole("button", { name: "Remove" }).click();

  await card.waitFor({ state: "detached" });
  assert.deepEqual(on.problems, []);
});

Deno.test("an agent is sent a message that it reads at once", async () => {
  const start = sampleCrew();
  const mae = Object.values(start.agents).find(({ name }) => name === "Mae");
  assert.ok(mae);
  await using on = await open(`/agents/${mae.id}`, start);
  const { page, platform } = on;

  await page.getByLabel("Message to Mae").fill("Leave the tests out.");
  await page.getByLabel("Urgent").check();
  await button(page, "Send").click();

  const message = page.locator(".message", { hasText: "Leave the tests out." });
  await message.getByText("Queued").waitFor();
  // The line may be on the page before the server's answer is.
  await page.waitForFunction(() =>
    document.querySelector<HTMLTextAreaElement>("#message-text")?.value === ""
  );
  const sent = Object.values(platform.fleet().messages)
    .find(({ text }) => text.text === "Leave the tests out.");
  assert.deepEqual([sent?.to_agent_id, sent?.from_agent_id, sent?.urgent], [
    mae.id,
    null,
    true,
  ]);
});
