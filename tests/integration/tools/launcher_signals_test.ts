import assert from "node:assert/strict";
import {
  alive,
  allGone,
  type Chain,
  launch,
  type Launched,
  type ServerFacts,
} from "@/tests/helpers/launched_server.ts";

/** Every process of one start, found by walking up from the server. */
async function processesOf(
  chain: Chain,
  launched: Launched,
  facts: ServerFacts,
) {
  const { launcherPid } = facts;
  const outermost = launched.process.pid;
  const { stdout } = await new Deno.Command("ps", {
    args: ["-o", "ppid=", "-p", String(launcherPid)],
  }).output();
  const aboveLauncher = Number(new TextDecoder().decode(stdout));
  return {
    outermost,
    // Without a task, the test itself is what stands above the launcher.
    task: chain === "launcher" ? launcherPid : aboveLauncher,
    launcher: launcherPid,
    server: facts.pid,
    child: facts.childPid,
  };
}
type Role = keyof Awaited<ReturnType<typeof processesOf>>;

const CASES: readonly (readonly [Chain, Role, Deno.Signal])[] = [
  ["launcher", "launcher", "SIGTERM"],
  ["launcher", "launcher", "SIGINT"],
  ["launcher", "launcher", "SIGHUP"],
  ["deno task", "task", "SIGTERM"],
  ["deno task", "task", "SIGINT"],
  ["deno task", "task", "SIGKILL"],
  ["deno task", "launcher", "SIGTERM"],
  ["npm wrapper", "outermost", "SIGTERM"],
  ["npm wrapper", "outermost", "SIGINT"],
  ["npm wrapper", "outermost", "SIGKILL"],
  ["npm wrapper", "task", "SIGTERM"],
  ["npm wrapper", "task", "SIGKILL"],
  ["npm wrapper", "launcher", "SIGKILL"],
];

for (const [chain, role, signal] of CASES) {
  Deno.test(`the launcher leaves nothing behind after ${signal} to the ${role} of "${chain}"`, async () => {
    await using launched = await launch(chain);
    const facts = await launched.facts();
    const processes = await processesOf(chain, launched, facts);
    const pids = Object.values(processes);
    assert.equal(
      (await alive(pids)).length,
      new Set(pids).size,
      "all of them run before the signal",
    );

    Deno.kill(processes[role], signal);

    await allGone(pids);
  });
}

Deno.test("the launcher gives the server's exit code after a wish to stop", async () => {
  await using launched = await launch("launcher");
  await launched.facts();

  launched.process.kill("SIGTERM");
  const { code } = await launched.process.status;

  assert.equal(code, 0);
});

Deno.test("the launcher tells of a killed server by its exit code", async () => {
  await using launched = await launch("launcher");
  const { pid, childPid } = await launched.facts();

  Deno.kill(pid, "SIGKILL");
  const { code } = await launched.process.status;

  Deno.kill(childPid, "SIGKILL");
  assert.equal(code, 128 + 9);
});

Deno.test("the launcher lives on after SIGHUP under nohup", async () => {
  await using launched = await launch("launcher", { under: ["nohup"] });
  const { pid } = await launched.facts();

  launched.process.kill("SIGHUP");

  assert.equal((await launched.facts()).pid, pid);
  assert.deepEqual(await alive([pid]), [pid]);
});
