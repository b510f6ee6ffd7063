import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { sampleCrew } from "@/components/gallery/sample_crew.ts";
import { EMPTY_FLEET } from "@/domain/fleet.ts";
import { faultsInBothThemes } from "@/tests/helpers/axe_faults.ts";
import { openBrowser } from "@/tests/helpers/browser.ts";
import { servePlatform } from "@/tests/helpers/served_platform.ts";
import { decideNew } from "@/tests/helpers/memory_tasks.ts";

const FAILED = "Upgrade the bundler";
const WAITING = "Describe the module graph";

/** The page on a platform in memory, live, in a browser of its own. */
async function open(path: string, start = sampleCrew()) {
  const server = await servePlatform(start);
  const browser = await openBrowser();
  const { page, problems } = browser;
  await page.setViewportSize({ width: 1280, height: 1000 });
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

const column = (page: Page, name: string) =>
  page.getByRole("region", { name: new RegExp(`^${name}`) });
const card = (page: Page, title: string) =>
  page.locator("[data-task]", { hasText: title });

Deno.test("a failed task is tried again and a waiting one given away, when they are dragged", async () => {
  await using on = await open("/tasks");
  const { page, platform } = on;
  const task = (title: string) =>
    Object.values(platform.fleet().tasks).find((each) => each.title === title);

  await card(page, FAILED).dragTo(column(page, "Waiting"));
  await column(page, "Waiting").getByText(FAILED).waitFor();
  await card(page, WAITING).dragTo(
    page.locator(".lane", { hasText: "Ben" }),
  );
  const toast = page.locator(".toast", { hasText: "1 task given to Ben" });
  await toast.waitFor();
  assert.equal(
    platform.fleet().agents[task(WAITING)?.agent_id ?? ""]?.name,
    "Ben",
  );
  await toast.getByRole("button", { name: "Undo" }).click();
  await card(page, WAITING).getByText("Ada").waitFor();

  assert.equal(task(FAILED)?.state.status, "pending");
  assert.deepEqual(on.problems, []);
});

Deno.test("a drop that only work can bring about is refused with the reason", async () => {
  await using on = await open("/tasks");
  const { page } = on;

  await card(page, WAITING).dragTo(column(page, "Done"));

  await page.locator(".result-line", {
    hasText: `${WAITING}: only its agent's work makes it "Done"`,
  }).waitFor();
  await column(page, "Waiting").getByText(WAITING).waitFor();
});

Deno.test("tasks are tried again, selected and cancelled by the keyboard alone", async () => {
  await using on = await open("/tasks?q=state:failed,cancelled");
  const { page, platform } = on;
  const statusOf = (title: string) =>
    Object.values(platform.fleet().tasks).find((each) => each.title === title)
      ?.state.status;

  await card(page, FAILED).getByRole("link").focus();
  await page.keyboard.press("r");
  await page.waitForFunction(
    (title) =>
      ![...document.querySelectorAll("[data-task]")].some((each) =>
        each.textContent?.includes(title)
      ),
    FAILED,
  );
  assert.equal(statusOf(FAILED), "pending");

  await page.getByLabel("Filter")
    .fill("state:waiting");
  await card(page, FAILED).getByRole("link").focus();
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("x");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("x");
  await page.getByText("2 tasks selected").waitFor();
  await page.keyboard.press("s");
  await page.getByRole("dialog").getByRole("button", { name: "Cancel tasks" })
    .press("Enter");

  await page.getByText("2 tasks cancelled").first().waitFor();
  assert.equal(statusOf(FAILED), "cancelled");
  assert.deepEqual(on.problems, []);
});

Deno.test("an act on many tasks says which ones failed and why", async () => {
  await using on = await open("/tasks?view=list&q=state:failed");
  const { page, platform } = on;
  await page.route("**/retry", async (route) => {
    const id = route.request().url().split("/").at(-2) ?? "";
    if (platform.fleet().tasks[id as never]?.title !== FAILED) {
      return await route.continue();
    }
    await route.fulfill({
      status: 409,
      json: { detail: "The queue holds 10,000 tasks already" },
    });
  });

  for (const box of await page.getByRole("checkbox").all()) await box.check();
  await page.getByRole("region", { name: "Selected tasks" })
    .getByRole("button", { name: "Try again" }).click();

  const line = page.locator(".result-line");
  await line.getByText("1 task tried again.").waitFor();
  await line.getByText(`${FAILED}: The queue holds 10,000 tasks already`)
    .waitFor();
});

Deno.test("rows do not move under the pointer, and news is counted until it is wanted", async () => {
  await using on = await open("/tasks?view=list");
  const { page, platform } = on;
  const titles = () => page.locator("tbody th a").allTextContents();
  const before = await titles();
  await page.locator("tbody tr").nth(3).hover();

  const task = decideNew(platform.fleet(), {
    description: "Sweep the old branches",
    priority: 0,
  }, {});
  assert.ok(typeof task !== "string");
  platform.commit({ type: "task.created", task_id: task.id, data: { task } });

  const news = page.getByRole("button", { name: "+1 new" });
  await news.waitFor();
  assert.deepEqual(await titles(), before);
  await news.click();
  await page.getByRole("link", { name: "Sweep the old branches" }).waitFor();
  assert.equal((await titles())[0], "Sweep the old branches");
});

Deno.test("the filter is in the address, and says what is wrong with it", async () => {
  await using on = await open("/tasks?view=list&q=agent:pia");
  const { page } = on;
  assert.deepEqual(await page.locator("tbody th a").allTextContents(), [
    "Replace the date library",
    FAILED,
  ]);

  await page.getByLabel("Filter").fill("agent:pia state:faild");
  await page.getByText('There is no state "faild".').waitFor();
  await page.getByLabel("Filter").fill("agent:pia state:failed");
  await page.locator("tbody tr").first().getByText("Failed").waitFor();
  await page.getByRole("link", { name: "Tree" }).click();

  await page.waitForURL(({ searchParams }) =>
    searchParams.get("q") === "agent:pia state:failed" &&
    searchParams.get("view") === "tree"
  );
  await page.getByLabel("Filter").fill("nothing like this");
  await page.getByText("No task fits the filter").waitFor();
});

Deno.test("the pages of tasks have no fault that axe knows, in every view, both themes, wide and narrow", async () => {
  await using on = await open("/tasks");
  await using none = await servePlatform(EMPTY_FLEET);
  const { page } = on;
  const urls = [
    "/tasks",
    "/tasks?view=list",
    "/tasks?view=tree",
    "/tasks?q=stat:x",
  ].map((path) => on.origin + path);

  const faults: string[] = [];
  for (const width of [1280, 320]) {
    await page.setViewportSize({ width, height: 800 });
    for (const url of [...urls, `${none.origin}/tasks`]) {
      await page.goto(url);
      const found = await faultsInBothThemes(page);
      faults.push(...found.map((fault) => `${url} ${width} ${fault}`));
    }
    await page.goto(`${on.origin}/tasks`);
    await page.locator('[data-link="live"]').waitFor();
    await page.getByRole("checkbox").first().check();
    await page.getByRole("button", { name: `Actions for ${FAILED}` })
      .click();
    faults.push(...await faultsInBothThemes(page));
  }

  assert.deepEqual(faults, []);
  assert.deepEqual(on.problems, []);
});
