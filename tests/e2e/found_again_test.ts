import assert from "node:assert/strict";
import { startScriptedModel } from "@/model/mod.ts";
import { demoScript } from "@/model/scripts/demo.ts";
import { openBrowser } from "@/tests/helpers/browser.ts";
import { startScripted } from "@/tests/helpers/scripted_server.ts";
import { tempDirectory } from "@/tests/helpers/temp_directory.ts";
import {
  freePort,
  startVamp,
  until,
  type VampServer,
} from "@/tests/helpers/vamp_server.ts";

const TASK = "Create a simple Hello World Python script";

Deno.test("what an agent did is found by its words, and leads to its place in the transcript", async () => {
  await using folder = await tempDirectory();
  await using model = await startScriptedModel({ script: demoScript });
  await using server = await startScripted(folder.path, model);
  await using browser = await openBrowser();
  const { page, problems } = browser;
  const task = await taskDone(server);
  await until(
    async () => (await isFound(server, task.agent_id)) || undefined,
    "the history does not have it",
  );
  await page.goto(server.link());

  await page.getByRole("link", { name: "History" }).click();
  await page.getByRole("searchbox", { name: "Search" }).fill("hello.py");
  await page.getByRole("button", { name: "Search" }).click();
  await page.getByRole("link", { name: "Pia got back" }).first().click();

  const marked = page.locator('.entry[aria-current="true"]');
  assert.match(await marked.innerText(), /hello\.py/);
  await page.goto(`${server.url}/tasks/${task.id}`);
  await page.locator(".trail-line", { hasText: "Task created" }).waitFor();
  await page.locator(".trail-line", { hasText: "Attempt 1: completed" })
    .waitFor();
  await page.getByRole("row", { name: /succeeded/ }).waitFor();
  await page.goto(`${server.url}/history/storage`);
  await page.getByRole("row", { name: /^Live store/ }).waitFor();
  await page.getByRole("row", { name: /^transcript_entries/ }).waitFor();
  assert.deepEqual(problems, []);
});

Deno.test("every page says so and goes on, while Postgres cannot be reached", async () => {
  await using folder = await tempDirectory();
  await using server = await startVamp("start", folder.path, {
    DATABASE_URL: `postgres://nobody@127.0.0.1:${freePort()}/nothing`,
  });
  await using browser = await openBrowser();
  const { page, problems } = browser;

  await page.goto(server.link());
  await page.getByText(/^The history is away since /).waitFor();
  await page.getByRole("heading", { name: "Agents" }).waitFor();
  await page.goto(`${server.url}/history?q=hello`);
  await page.getByText("The history cannot be searched now.").waitFor();
  await page.goto(`${server.url}/history/storage`);
  await page.getByText("The history cannot be read now.").waitFor();
  await page.getByRole("row", { name: /^Live store/ }).waitFor();
  const answer = await server.api("/api/history/search?text=hello");

  const { code, since, reason } = await answer.json();
  assert.deepEqual([answer.status, code], [503, "history_away"]);
  assert.ok(Date.parse(since) <= Date.now());
  assert.match(reason, /ECONNREFUSED/);
  assert.deepEqual(problems, []);
});

/** An agent of its own that has done the task. */
async function taskDone(server: VampServer) {
  const agent = await made(server, "agents", { role: "worker", name: "Pia" });
  const task = await made(server, `agents/${agent.id}/tasks`, {
    description: TASK,
  });
  return await until(async () => {
    const now = await (await server.api(`/api/tasks/${task.id}`)).json();
    return now.status === "completed" ? now : undefined;
  }, "the task was not completed");
}

async function made(server: VampServer, path: string, body: unknown) {
  const answer = await server.api(`/api/${path}`, {
    method: "POST",
    body: JSON.stringify(body),
  });
  return await answer.json();
}

/** Whether the history has what this agent got back. */
async function isFound(server: VampServer, agent: string): Promise<boolean> {
  const query = new URLSearchParams({
    text: "hello.py",
    kind: "transcript",
    agent_id: agent,
  });
  const answer = await server.api(`/api/history/search?${query}`);
  const { items = [] } = await answer.json();
  return items.some((hit: { readonly entry_kind: string }) =>
    hit.entry_kind === "tool_result"
  );
}
