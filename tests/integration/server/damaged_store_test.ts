import { strict as assert } from "node:assert";
import { join } from "node:path";
import { storeFiles } from "@/host/kv_care/store_files.ts";
import { startScriptedModel } from "@/model/mod.ts";
import { startScripted } from "@/tests/helpers/scripted_server.ts";
import { damage } from "@/tests/helpers/stored_fleet.ts";
import { tempDirectory } from "@/tests/helpers/temp_directory.ts";
import { until, type VampServer } from "@/tests/helpers/vamp_server.ts";

const SCRIPT = { fallback: "done" };

for (const part of ["header", "middle"] as const) {
  Deno.test(`a server with a damaged ${part} of its store comes up with the copy, and says so until it is read`, async () => {
    await using folder = await tempDirectory();
    await using model = await startScriptedModel({ script: SCRIPT });
    const dataDir = join(folder.path, "data");
    const { store } = storeFiles(dataDir);
    let finished: string;
    {
      await using first = await startScripted(dataDir, model);
      finished = await finishedTask(first);
      await first.stop();
    }
    await damage(store, part);

    await using server = await startScripted(dataDir, model);
    const health = await get(server, "/api/health");
    const task = await get(server, `/api/tasks/${finished}`);
    const page = await (await server.api("/")).text();
    const acknowledged = await (await server.api("/api/store/acknowledge", {
      method: "POST",
      body: "{}",
    })).json();

    assert.equal(health.store.state, "recovered");
    assert.equal(health.status, "degraded");
    assert.match(health.store.detail, /set aside as live\.sqlite3\.corrupt-/);
    const aside = join(dataDir, health.store.set_aside);
    assert.ok((await Deno.stat(aside)).size > 0);
    assert.equal(task.status, "completed");
    assert.match(page, /The live store was damaged and has been put back/);
    assert.equal(acknowledged.store.state, "healthy");
    assert.equal((await get(server, "/api/health")).store.state, "healthy");
    assert.doesNotMatch(
      await (await server.api("/")).text(),
      /The live store was damaged/,
    );
  });
}

Deno.test("a server that was killed comes up with its store as it was", async () => {
  await using folder = await tempDirectory();
  await using model = await startScriptedModel({ script: SCRIPT });
  const dataDir = join(folder.path, "data");
  let finished: string;
  {
    await using server = await startScripted(dataDir, model);
    finished = await finishedTask(server);
    Deno.kill(await server.serverPid(), "SIGKILL");
    await server.process.status;
  }

  await using again = await startScripted(dataDir, model);
  const health = await get(again, "/api/health");
  const task = await get(again, `/api/tasks/${finished}`);

  assert.equal(health.store.state, "healthy");
  assert.equal(task.status, "completed");
});

/** Has an agent do a task; gives the task. */
async function finishedTask(server: VampServer): Promise<string> {
  await post(server, "/api/agents", { role: "worker" });
  const { id } = await post(server, "/api/tasks", { description: "do it" });
  await until(async () => {
    const { status } = await get(server, `/api/tasks/${id}`);
    return status === "completed" || undefined;
  }, "the task was not finished");
  return id;
}

async function post(server: VampServer, path: string, body: unknown) {
  const method = "POST";
  const answer = await server.api(path, { method, body: JSON.stringify(body) });
  assert.equal(answer.status, 201, path);
  return await answer.json();
}

async function get(server: VampServer, path: string) {
  const answer = await server.api(path);
  assert.equal(answer.status, 200, path);
  return await answer.json();
}
