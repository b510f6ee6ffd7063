import { strict as assert } from "node:assert";
import { tempDirectory } from "@/tests/helpers/temp_directory.ts";
import {
  filesFinding,
  initFinding,
  lookAtProcesses,
  memoryFinding,
  processesFinding,
  watchesFinding,
} from "@/tools/vamp/doctor/look_at_processes.ts";
import { probeHostTools } from "@/wrapper/host_tools.ts";

const GIB = 1024 ** 3;
const memory = (available: number) =>
  ({ available, total: 16 * GIB }) as Deno.SystemMemoryInfo;

Deno.test("the doctor warns where a limit of the host is too low, and of nothing else", () => {
  const states = (low: boolean) =>
    [
      ...filesFinding(low ? 256 : 1_024, 10),
      ...processesFinding(low ? 64 : 20_000),
      memoryFinding(10, memory(low ? GIB : 8 * GIB)),
      ...watchesFinding(low ? 100 : 65_536),
      ...initFinding(low ? "/usr/bin/deno task start" : "/sbin/init"),
    ].map(({ state }) => state);

  assert.deepEqual(states(true), Array.from({ length: 5 }, () => "warning"));
  assert.deepEqual(states(false), Array.from({ length: 4 }, () => "ok"));
});

Deno.test("the doctor says what becomes of agents of a killed server, and what one left", async () => {
  await using folder = await tempDirectory();
  const instanceId = crypto.randomUUID();
  await Deno.writeTextFile(
    `${folder.path}/processes.json`,
    JSON.stringify({ lives: [instanceId], strays: [] }),
  );
  const left = new Deno.Command("/usr/bin/sleep", {
    args: ["600"],
    clearEnv: true,
    env: { VAMP_INSTANCE: instanceId },
  }).spawn();
  const tools = await probeHostTools();
  const on = {
    folder: folder.path,
    maxAgents: 1,
    isRunning: false,
    sysctl: undefined,
  };

  const contained = await lookAtProcesses(tools, on);
  const plain = await lookAtProcesses({ ...tools, unshare: undefined }, {
    ...on,
    isRunning: true,
  });
  left.kill("SIGKILL");
  await left.status;

  const of = (findings: typeof plain, what: string) =>
    findings.find((each) => each.what === what);
  assert.equal(of(contained, "a killed server")?.state, "ok");
  assert.match(of(contained, "left behind")?.detail ?? "", /^1 process of/);
  assert.equal(of(plain, "a killed server")?.state, "warning");
  assert.equal(of(plain, "left behind"), undefined);
  assert.ok(of(contained, "open files"));
});
