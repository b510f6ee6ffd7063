import { strict as assert } from "node:assert";
import { join } from "node:path";
import { tagged } from "@/tests/helpers/tagged.ts";
import { tempDirectory } from "@/tests/helpers/temp_directory.ts";
import {
  startVamp,
  until,
  type VampServer,
} from "@/tests/helpers/vamp_server.ts";

const AGENTS = 50;
const DEADLINE_MS = 120_000;

function start(
  dataDir: string,
  env: Readonly<Record<string, string>> = {},
): Promise<VampServer> {
  return startVamp("start", dataDir, {
    CLAUDE_CLI_PATH: join(
      Deno.cwd(),
      "tests/fixtures/programs/light_claude.sh",
    ),
    CLAUDE_MAX_AGENTS: String(AGENTS),
    ANTHROPIC_API_KEY: "test-key",
    MONITORING_ENABLED: "false",
    API_RATE_LIMIT: "0",
    ...env,
  });
}

async function call(server: VampServer, path: string, body?: unknown) {
  const init = body ? { method: "POST", body: JSON.stringify(body) } : {};
  const answer = await server.api(path, init);
  const text = await answer.text();
  assert.ok(answer.ok, `${path}: ${text}`);
  return JSON.parse(text);
}

/** Every agent gets a task, and has it. */
async function allBusy(server: VampServer, dataDir: string): Promise<string> {
  for (let n = 0; n < AGENTS; n++) {
    const { id } = await call(server, "/api/agents", { role: "worker" });
    await call(server, `/api/agents/${id}/tasks`, { description: "go on" });
  }
  return await untilBusy(dataDir);
}

/** Waits until the tool of every agent runs; gives the mark of this life. */
async function untilBusy(dataDir: string): Promise<string> {
  const lock = await Deno.readTextFile(join(dataDir, "lock"));
  const { instance_id } = JSON.parse(lock);
  let busy = 0;
  await until(
    async () => {
      busy = (await tagged(instance_id))
        .filter(({ command }) => command === "sleep 1000").length;
      return busy >= AGENTS || undefined;
    },
    () => `only ${busy} agents are in a turn`,
    DEADLINE_MS,
  );
  return instance_id;
}

Deno.test("with 50 agents in a turn a stop takes 30 s at most, the next start takes all up, and a second signal ends it in 2 s", async () => {
  await using folder = await tempDirectory();
  const dataDir = join(folder.path, "data");
  let instanceId: string;
  {
    await using server = await start(dataDir);
    instanceId = await allBusy(server, dataDir);

    const begun = performance.now();
    Deno.kill(await server.serverPid(), "SIGTERM");
    const { code } = await server.process.status;
    const tookMs = performance.now() - begun;

    assert.equal(code, 0, server.printed());
    assert.ok(tookMs < 30_000, `took ${tookMs} ms`);

    assert.deepEqual(await tagged(instanceId), []);
  }

  await using server = await start(dataDir, {
    ANTHROPIC_CUSTOM_HEADERS: "stubborn",
  });
  const { last } = await call(server, "/api/boot-report");
  const { items } = await call(server, "/api/tasks?limit=200");
  instanceId = await untilBusy(dataDir);
  const pid = await server.serverPid();
  const asked = performance.now();
  Deno.kill(pid, "SIGHUP");
  // Signals that come closer together are one wish.
  await until(
    () => performance.now() - asked > 1_100 || undefined,
    "time stood still",
  );
  const impatient = performance.now();
  Deno.kill(pid, "SIGINT");
  const { code } = await server.process.status;
  const tookMs = performance.now() - impatient;

  assert.equal(last.earlier, "stopped");
  assert.deepEqual(
    [last.resumed.count, last.reoffered.count, last.lost.count],
    [AGENTS, AGENTS, 0],
  );
  const outcomes = items.map((task: { attempts: { outcome: string }[] }) =>
    task.attempts[0]?.outcome
  );
  assert.deepEqual(outcomes, Array.from({ length: AGENTS }, () => "crashed"));
  assert.equal(code, 1);
  assert.ok(tookMs < 4_000, `took ${tookMs} ms`);

  await until(
    async () => (await tagged(instanceId)).length === 0 || undefined,
    "agents outlived the server",
  );
});
