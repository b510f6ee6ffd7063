import { strict as assert } from "node:assert";
import { join } from "node:path";
import { storeFiles } from "@/host/kv_care/store_files.ts";
import { damage } from "@/tests/helpers/stored_fleet.ts";
import { tempDirectory } from "@/tests/helpers/temp_directory.ts";
import {
  startVamp,
  until,
  type VampServer,
} from "@/tests/helpers/vamp_server.ts";

for (const part of ["header", "middle"] as const) {
  Deno.test(`a server with a damaged ${part} of its store comes up with the copy, and says so until it is read`, async () => {
    await using folder = await tempDirectory();
    const dataDir = join(folder.path, "demo");
    const { store } = storeFiles(dataDir);
    const finished = await finishedTask(folder.path);
    await damage(store, part);

    await using server = await startVamp("demo", folder.path);
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
  let finished: string;
  {
    await using server = await startVamp("demo", folder.path);
    finished = await anyFinished(server);
    Deno.kill(await server.serverPid(), "SIGKILL");
    await server.process.status;
  }

  await using again = await startVamp("demo", folder.path);
  const health = await get(again, "/api/health");
  const task = await get(again, `/api/tasks/${finished}`);

  assert.equal(health.store.state, "healthy");
  assert.equal(task.status, "completed");
});

/** Runs the demo until a task is done, and stops it cleanly; gives the task. */
async function finishedTask(folder: string): Promise<string> {
  await using server = await startVamp("demo", folder);
  const id = await anyFinished(server);
  await server.stop();
  return id;
}

function anyFinished(server: VampServer): Promise<string> {
  return until(async () => {
    const { items } = await get(server, "/api/tasks?status=completed");
    return items[0]?.id;
  }, "no task of the demo was finished");
}

async function get(server: VampServer, path: string) {
  const answer = await server.api(path);
  assert.equal(answer.status, 200, path);
  return await answer.json();
}
