import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { startScriptedModel } from "@/model/mod.ts";
import { demoScript } from "@/model/scripts/demo.ts";
import { openBrowser } from "@/tests/helpers/browser.ts";
import { allGone } from "@/tests/helpers/launched_server.ts";
import { startScripted } from "@/tests/helpers/scripted_server.ts";
import { tempDirectory } from "@/tests/helpers/temp_directory.ts";
import {
  freePort,
  until,
  type VampServer,
} from "@/tests/helpers/vamp_server.ts";
import { findTagged } from "@/wrapper/sweep.ts";

type ApprovalJson = {
  readonly id: string;
  readonly status: string;
  readonly delivered_at: string | null;
  readonly input: string;
};

/** Creates an agent and gives it the task; gives the paths of both. */
async function taskOf(server: VampServer, description: string) {
  const post = async (path: string, body: unknown) =>
    await (await server.api(path, {
      method: "POST",
      body: JSON.stringify(body),
    })).json();
  const agent = await post("/api/agents", { role: "worker", name: "Zoe" });
  const task = await post(`/api/agents/${agent.id}/tasks`, { description });
  return `/api/tasks/${task.id}`;
}

/** What the agent of the task asked so far. */
async function approvals(
  server: VampServer,
  taskPath: string,
): Promise<ApprovalJson[]> {
  const task = await (await server.api(taskPath)).json();
  const path = `/api/approvals?task_id=${task.id}`;
  return (await (await server.api(path)).json()).items;
}

/** The request of the agent that the test made. */
function ofZoe(page: Page) {
  return page.locator(".ask").filter({ hasText: "Zoe" });
}

async function ended(server: VampServer, path: string) {
  return await until(async () => {
    const task = await (await server.api(path)).json();
    return /completed|failed|cancelled/.test(task.status) ? task : undefined;
  }, () => `the task did not end: ${server.printed()}`);
}

Deno.test("a request is on the page, outlives a kill of the server, and its answer reaches the agent once", async () => {
  await using folder = await tempDirectory();
  await using model = await startScriptedModel({ script: demoScript });
  await using browser = await openBrowser();
  const { page } = browser;
  // The same address again, so that the browser is still signed in.
  const env = { API_PORT: String(freePort()) };
  let path: string;
  let asked: ApprovalJson[];
  let pids: number[];
  {
    await using server = await startScripted(folder.path, model, env);
    await page.goto(server.link());
    path = await taskOf(server, "Please run the tests");
    await page.getByRole("link", { name: /Inbox/ }).click();
    await ofZoe(page).getByText("python3 -m unittest -v").waitFor();
    asked = await approvals(server, path);
    pids = (await findTagged({ ps: "/usr/bin/ps" })).map(({ pid }) => pid);
    Deno.kill(await server.serverPid(), "SIGKILL");
    await server.process.status;
  }
  await allGone(pids);

  await using again = await startScripted(folder.path, model, env);
  await page.goto(`${again.url}/inbox`);
  await page.locator('[data-link="live"]').waitFor();
  await ofZoe(page).getByRole("button", { name: "Allow once" }).click();
  const task = await ended(again, path);
  await page.getByText("Allowed once by a person").waitFor();

  assert.equal(task.status, "completed");
  const now = await approvals(again, path);
  assert.deepEqual(now.map(({ id }) => id), asked.map(({ id }) => id));
  assert.equal(now.length, 1);
  assert.equal(now[0]?.status, "allowed");
  assert.notEqual(now[0]?.delivered_at, null);
  assert.equal(
    JSON.parse(now[0]?.input ?? "").command,
    "python3 -m unittest -v",
  );
});

Deno.test("a question is answered on the page, and the agent works with the answer", async () => {
  await using folder = await tempDirectory();
  await using model = await startScriptedModel({ script: demoScript });
  await using browser = await openBrowser();
  const { page, problems } = browser;
  await using server = await startScripted(folder.path, model);
  await page.goto(server.link());
  const path = await taskOf(server, "Find a name for the release");

  await page.goto(`${server.url}/inbox`);
  await page.locator('[data-link="live"]').waitFor();
  const ask = ofZoe(page);
  await ask.getByText("What should the release be called?").waitFor();
  await ask.getByLabel("Something else").fill("Comet");
  await ask.getByRole("button", { name: "Answer", exact: true }).click();
  const task = await ended(server, path);

  assert.match(task.result.output, /The release is called \*\*Comet\*\*/);
  assert.deepEqual(problems, []);
});
