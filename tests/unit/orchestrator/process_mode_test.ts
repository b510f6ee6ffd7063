import { strict as assert } from "node:assert";
import type { PermissionMode } from "@/domain/claude_process.ts";
import { ProcessMode } from "@/orchestrator/process_mode.ts";

/** A process that takes every mode but those that it is told to refuse. */
function rig(told: PermissionMode = "default") {
  const taken: PermissionMode[] = [];
  const failures: unknown[] = [];
  const state = { wanted: told as PermissionMode | undefined, refuses: false };
  const mode = new ProcessMode(
    {
      setPermissionMode(mode) {
        if (state.refuses) return Promise.reject(new Error("no answer"));
        taken.push(mode);
        return Promise.resolve();
      },
    },
    told,
    () => state.wanted,
    (error) => failures.push(error),
  );
  return { mode, state, taken, failures };
}

Deno.test("a process is told a mode that it does not have, once", async () => {
  const { mode, state, taken } = rig();

  await mode.settle();
  state.wanted = "plan";
  await Promise.all([mode.settle(), mode.settle()]);

  assert.deepEqual(taken, ["plan"]);
});

Deno.test("of changes that come fast the last one counts", async () => {
  const { mode, state, taken } = rig();

  state.wanted = "plan";
  const first = mode.settle();
  state.wanted = "acceptEdits";
  await Promise.all([first, mode.settle()]);

  assert.equal(taken.at(-1), "acceptEdits");
});

Deno.test("a mode that was not taken is told again the next time", async () => {
  const { mode, state, taken, failures } = rig();
  state.wanted = "plan";
  state.refuses = true;
  await mode.settle();

  state.refuses = false;
  await mode.settle();

  assert.equal(failures.length, 1);
  assert.deepEqual(taken, ["plan"]);
});

Deno.test("a process whose agent has ended is told nothing", async () => {
  const { mode, state, taken } = rig();

  state.wanted = undefined;
  await mode.settle();

  assert.deepEqual(taken, []);
});
