import assert from "node:assert/strict";
import { join } from "node:path";
import { LiveStore } from "@/db/kv/live_store.ts";
import { startScriptedModel } from "@/model/mod.ts";
import { demoScript } from "@/model/scripts/demo.ts";
import { EventWriter } from "@/orchestrator/event_writer.ts";
import { retire } from "@/orchestrator/retention/retire.ts";
import { openBrowser } from "@/tests/helpers/browser.ts";
import { startScripted } from "@/tests/helpers/scripted_server.ts";
import { tempDirectory } from "@/tests/helpers/temp_directory.ts";
import { until, type VampServer } from "@/tests/helpers/vamp_server.ts";

const WANTED = {
  id: "job-1",
  description: "Create a simple Hello World Python script",
};

Deno.test("a task that left the live store still opens, with all that happened, from the history", async () => {
  await using folder = await tempDirectory();
  await using model = await startScriptedModel({ script: demoScript });
  let agent = "";
  let task = "";
  {
    await using server = await startScripted(folder.path, model);
    agent = (await post(server, "agents", { role: "worker", name: "Pia" })).id;
    const given = await post(server, `agents/${agent}/tasks`, WANTED);
    task = given.task_id ?? given.id;
    await until(async () => {
      const now = await get(server, `tasks/${task}`);
      return now.status === "completed" || undefined;
    }, "the task was not completed");
    await server.api(`/api/agents/${agent}`, { method: "DELETE" });
    await until(async () => {
      const { history } = await get(server, "health");

      return history.state === "healthy" || undefined;
    }, "the history does not follow");
  }

  const retired = await retireAll(folder.path, agent);

  assert.ok(retired.tasks >= 1 && retired.agents === 1);
  await using server = await startScripted(folder.path, model);
  await using browser = await openBrowser();
  const { page, problems } = browser;
  await until(async () => {
    const { history } = await get(server, "health");
    return history.state === "healthy" || undefined;
  }, "the history is not open");
  await page.goto(server.link());
  await page.goto(`${server.url}/tasks/${task}`);
  await page.getByRole("heading", { name: "Result" }).waitFor();
  await page.locator(".trail-line", { hasText: "Task created" }).waitFor();
  await page.getByRole("row", { name: /succeeded/ }).waitFor();
  await page.goto(`${server.url}/agents/${agent}`);
  await page.getByText("hello.py").first().waitFor();
  const again = await post(server, `agents/${agent}/tasks`, WANTED);
  assert.equal(again.task_id ?? again.id, task);
  assert.deepEqual(problems, []);
});

/** Lets a stopped server's store go of the agent and all that ended there. */
async function retireAll(dataDir: string, agentId: string) {
  const kv = await Deno.openKv(join(dataDir, "live.sqlite3"));
  try {
    const store = new LiveStore(kv);
    const now = () => new Date().toISOString();
    const writer = new EventWriter(store, { now }, await store.load());
    const { items: tasks } = await store.listTasks({ limit: 100 });
    const { items: agents } = await store.listAgents({ limit: 100 });
    const retired = await retire(writer, {
      tasks: tasks.filter((each) => each.agent_id === agentId),
      agents: agents.filter(({ id }) => id === agentId),
    });
    for (;;) {
      const { entries, texts } = await store.sweepRetired();
      if (entries + texts === 0) return retired;
    }
  } finally {
    kv.close();
  }
}

async function post(server: VampServer, path: string, body: unknown) {
  const answer = await server.api(`/api/${path}`, {
    method: "POST",
    body: JSON.stringify(body),
  });
  return await answer.json();
}

async function get(server: VampServer, path: string) {
  return await (await server.api(`/api/${path}`)).json();
}
