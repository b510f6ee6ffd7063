import { strict as assert } from "node:assert";
import { join } from "node:path";
import { HostCare } from "@/parts/host_care.ts";
import { alive } from "@/tests/helpers/launched_server.ts";
import { tempDirectory } from "@/tests/helpers/temp_directory.ts";
import { until } from "@/tests/helpers/vamp_server.ts";
import { type HostTools, probeHostTools } from "@/wrapper/host_tools.ts";

const LOG = { info: () => {}, error: () => {} };

/** One life of a server on a folder, on a host that contains nothing. */
async function openLife(dataDir: string, previous?: string) {
  const probed = await probeHostTools();
  const tools: HostTools = { ...probed, unshare: undefined };
  const instanceId = crypto.randomUUID();
  const care = await HostCare.open({
    tools,
    dataDir,
    instanceId,
    previous,
    log: LOG,
  });
  return { care, instanceId };
}

/** An agent's process, and a tool of it that throws its environment away and leaves. */
function startAgent(instanceId: string, marker: string) {
  return startTagged(instanceId, `env -i setsid sleep ${marker} & sleep 600`);
}

function startTagged(instanceId: string, line: string) {
  return new Deno.Command("/bin/sh", {
    args: ["-c", line],
    clearEnv: true,
    env: {
      PATH: "/usr/bin:/bin",
      VAMP_INSTANCE: instanceId,
      VAMP_AGENT: "agent",
      VAMP_LAUNCH: "launch",
    },
  }).spawn();
}

async function noted(dataDir: string): Promise<readonly { pid: number }[]> {
  const text = await Deno.readTextFile(join(dataDir, "processes.json"));
  return JSON.parse(text).strays;
}

Deno.test("a process that threw its marks away is ended at the next start, and a stranger under a noted id is not", async () => {
  await using folder = await tempDirectory();
  const killed = await openLife(folder.path);
  const agent = startAgent(killed.instanceId, "3571");
  const stray = await until(
    async () => (await noted(folder.path))[0],
    "the stray was not noted",
  );
  // As when a killed server's process has ended, and another has its id now.
  const stranger = new Deno.Command("/usr/bin/sleep", { args: ["3573"] })
    .spawn();
  const path = join(folder.path, "processes.json");
  const ledger = JSON.parse(await Deno.readTextFile(path));
  const [known] = ledger.strays;
  const asNoted = {
    ...known,
    pid: stranger.pid,
    startedAtMs: known.startedAtMs - 60_000,
  };
  // Its own life goes on in this test, but it writes no more.
  agent.kill("SIGKILL");
  await agent.status;
  await killed.care[Symbol.asyncDispose]().catch(() => {});
  const another = startTagged("no-life-of-this-folder", "exec sleep 3575");
  const left = new Deno.Command("/usr/bin/env", {
    args: ["-i", "sleep", "3577"],
  }).spawn();
  const leftNoted = {
    ...known,
    pid: left.pid,
    startedAtMs: Date.now(),
  };
  await Deno.writeTextFile(
    path,
    JSON.stringify({
      lives: [killed.instanceId],
      strays: [asNoted, leftNoted],
    }),
  );

  const next = await openLife(folder.path);
  const swept = next.care.killed.map(({ pid }) => pid);
  const living = await alive([stray.pid, stranger.pid, left.pid, another.pid]);
  await next.care[Symbol.asyncDispose]();
  const { lives } = JSON.parse(await Deno.readTextFile(path));

  assert.deepEqual(swept, [left.pid]);
  assert.deepEqual(living.sort(), [stranger.pid, another.pid].sort());
  assert.deepEqual(lives, []);
  for (const child of [stranger, another]) child.kill("SIGKILL");
  await Promise.all([stranger, another, left].map(({ status }) => status));
  const after = await openLife(folder.path, "no-life-of-this-folder");
  await after.care[Symbol.asyncDispose]();
});

Deno.test("a life that is cleaned up after leaves no process, no zombie of its own, and no open file", async () => {
  await using folder = await tempDirectory();
  const files = () => [...Deno.readDirSync("/proc/self/fd")].length;
  const { care, instanceId } = await openLife(folder.path);
  const service = care.service({
    findAgent: () => Promise.resolve(undefined),
    storageStatus: () => {
      throw new Error("not asked");
    },
  });
  await service.processes();
  const before = files();

  for (let n = 0; n < 15; n++) {
    const agent = startAgent(instanceId, `36${n}`);
    await until(
      async () =>
        (await service.processes()).processes.length >= 3 || undefined,
      "the agent's tools do not run",
    );
    await care.kill();
    await agent.status;
  }
  const { processes, zombies } = await service.processes();
  // A look of the watch may have some files open: those close, a leak stays.
  await until(
    () => files() <= before || undefined,
    () => `${before} files before, ${files()} after`,
    10_000,
  );
  await care[Symbol.asyncDispose]();

  assert.deepEqual(processes, []);
  // Orphans of a host without namespaces are its first process's to collect.
  assert.ok(zombies === 0 || Deno.pid === 1, `${zombies} zombies`);
});
