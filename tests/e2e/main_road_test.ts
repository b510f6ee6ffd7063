import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { openBrowser } from "@/tests/helpers/browser.ts";
import { allGone } from "@/tests/helpers/launched_server.ts";
import { tempDirectory } from "@/tests/helpers/temp_directory.ts";
import {
  freePort,
  startVamp,
  until,
  type VampServer,
} from "@/tests/helpers/vamp_server.ts";
import { findTagged } from "@/wrapper/sweep.ts";

const TASK = "Create a simple Hello World Python script";

Deno.test("a person creates an agent, gives it a task, watches it, and finds the result after a kill", async () => {
  await using folder = await tempDirectory();
  await using browser = await openBrowser();
  const { page, problems } = browser;
  // The same address again, so that the browser is still signed in.
  const env = { API_PORT: String(freePort()) };
  let pids: number[];
  let agentPath: string;
  {
    await using server = await startVamp("demo", folder.path, env);
    await page.goto(server.link());
    assert.equal(new URL(page.url()).pathname, "/");
    assert.match(await page.innerText("body"), /Demo: the real Claude Code/);

    agentPath = await createAgent(page, "Dora");
    await page.goto(server.url + agentPath);
    await page.locator('[data-link="live"]').waitFor();
    await giveTask(page, TASK);
    await page.locator(".transcript").getByText("you", { exact: true })
      .waitFor();
    await seeStreaming(page);
    await page.getByText("Turn ended").waitFor({ timeout: 30_000 });
    assert.match(await page.innerText(".transcript"), /hello\.py/);

    const before = await transcriptText(page);
    await page.reload();
    await page.locator('[data-link="live"]').waitFor();
    assert.equal(await transcriptText(page), before);

    pids = await processesOf(server);
    await giveTask(page, "Write a long story about a lighthouse");
    await page.locator(".agent-head").getByText("Working").first().waitFor();
    Deno.kill(await server.serverPid(), "SIGKILL");
    assert.notEqual((await server.process.status).code, 0);
  }
  await allGone(pids);

  await using again = await startVamp("demo", folder.path, env);
  await page.goto(again.url + agentPath);
  assert.match(await page.innerText(".transcript"), /hello\.py/);
  const tasks = await tasksOf(again, agentPath);
  assert.deepEqual(
    tasks.map(({ title, attempts: [first] }) => [
      title,
      first?.outcome,
      first?.failure?.kind,
    ]),
    [
      ["Write a long story about a lighthouse", "crashed", "interrupted"],
      [TASK, "succeeded", undefined],
    ],
  );
  // What was cut off is tried again by itself.
  await page.goto(`${again.url}/tasks/${tasks[0]?.id}`);
  await page.getByRole("row", { name: /^2 / }).waitFor({ timeout: 60_000 });
  await page.goto(`${again.url}/tasks/${tasks[1]?.id}`);
  assert.match(await page.innerText("main"), /hello\.py/);
  // The cut stream of the killed server is the one thing that may be said.
  const unexpected = problems.filter((text) =>
    !/ERR_|Failed to load/.test(text)
  );
  assert.deepEqual(unexpected, []);
});

async function createAgent(page: Page, name: string): Promise<string> {
  await page.locator('[data-link="live"]').waitFor();
  await page.getByRole("button", { name: "New agent" }).click();
  await page.getByLabel("Name").fill(name);
  await page.getByLabel("Role").selectOption("worker");
  await page.locator("form button[type=submit]:visible").first().click();
  const link = page.locator("table a", { hasText: name }).first();
  await link.waitFor({ timeout: 30_000 });
  const path = await link.getAttribute("href");
  assert.ok(path && path.startsWith("/agents/"));
  return path;
}

async function giveTask(page: Page, text: string): Promise<void> {
  await page.getByLabel(/^Task/).first().fill(text);
  await page.getByRole("button", { name: "Give task" }).last().click();
}

/** The text of the block that is being written grows while one looks. */
async function seeStreaming(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const text = document.querySelector(".draft .prose-text")?.textContent ??
      "";
    const seen = (globalThis as { seen?: string }).seen;
    (globalThis as { seen?: string }).seen ??= text || undefined;
    return seen !== undefined && text.length > seen.length;
  });
}

/** Without the line that says how far the page has followed. */
async function transcriptText(page: Page): Promise<string> {
  const log = page.locator(".transcript");
  await log.getByText("Turn ended").waitFor();
  return await log.innerText();
}

type TaskJson = {
  readonly id: string;
  readonly title: string;
  readonly attempts: readonly {
    readonly outcome: string | null;
    readonly failure: { readonly kind: string } | null;
  }[];
};

async function tasksOf(
  server: VampServer,
  agentPath: string,
): Promise<TaskJson[]> {
  const id = agentPath.split("/").at(-1);
  return await until(async () => {
    const answer = await server.api(`/api/tasks?agent_id=${id}`);
    const { items } = await answer.json();
    return items.length === 2 ? items : undefined;
  }, "the tasks are not there");
}

/** All processes that the server started, by its tag. */
async function processesOf(server: VampServer): Promise<number[]> {
  const pid = await server.serverPid();
  const tagged = await findTagged({ ps: "/usr/bin/ps" });
  assert.ok(tagged.length > 0, `server ${pid} has no agents`);
  return tagged.map((each) => each.pid);
}
