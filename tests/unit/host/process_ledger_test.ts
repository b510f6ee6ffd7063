import { strict as assert } from "node:assert";
import { join } from "node:path";
import { ProcessLedger, type Stray } from "@/host/process_ledger.ts";
import { tempDirectory } from "@/tests/helpers/temp_directory.ts";

const STRAY: Stray = {
  pid: 4711,
  startedAtMs: 1_760_000_000_000,
  instanceId: "b",
  agentId: "agent-1",
  launchId: undefined,
};

Deno.test("lives that were killed one after the other are all known to the next one", async () => {
  await using folder = await tempDirectory();

  const first = await ProcessLedger.open(folder.path, "a");
  const second = await ProcessLedger.open(folder.path, "b");
  await second.note(["a"], [STRAY]);
  const third = await ProcessLedger.open(folder.path, "c");

  assert.deepEqual(first.found, { lives: [], strays: [] });
  assert.deepEqual(third.found, { lives: ["a", "b"], strays: [STRAY] });
});

Deno.test("a life that ended and left nothing is forgotten", async () => {
  await using folder = await tempDirectory();
  const first = await ProcessLedger.open(folder.path, "a");

  await first.close([]);

  const next = await ProcessLedger.open(folder.path, "b");
  assert.deepEqual(next.found, { lives: [], strays: [] });
});

Deno.test("a ledger that cannot be understood is as if it were not there, and is its owner's alone", async () => {
  await using folder = await tempDirectory();
  const path = join(folder.path, "processes.json");

  for (const text of ["", "{", '{"lives":7}']) {
    await Deno.writeTextFile(path, text);
    const ledger = await ProcessLedger.open(folder.path, "a");
    assert.deepEqual(ledger.found, { lives: [], strays: [] });
  }

  assert.equal(((await Deno.stat(path)).mode ?? 0) & 0o777, 0o600);
});
