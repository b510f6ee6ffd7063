import { strict as assert } from "node:assert";
import type { Outcome } from "@/domain/platform.ts";
import { STORAGE_AS_LEFT } from "@/domain/storage_status.ts";
import { CommandGuard } from "@/orchestrator/command_guard.ts";
import { StoreUnavailable } from "@/orchestrator/event_writer.ts";

const DONE: Outcome<string> = { ok: true, value: "done" };
const done = () => Promise.resolve(DONE);

function openGuard() {
  const host = { isStuck: false, disk: STORAGE_AS_LEFT.disk };
  const guard = new CommandGuard({
    store: { isStuck: () => host.isStuck },
    storage: {
      get status() {
        return { ...STORAGE_AS_LEFT, disk: host.disk };
      },
    },
    log: { info: () => {}, error: () => {} },
  });
  return { host, guard };
}

function codeOf(outcome: Outcome<unknown>): string {
  return outcome.ok ? "done" : outcome.refusal.code;
}

Deno.test("a guarded command is refused while the server stops, and while the store is stuck", async () => {
  const { host, guard } = openGuard();
  const command = guard.guarded(done);

  const before = codeOf(await command());
  host.isStuck = true;
  const stuck = codeOf(await command());
  guard.close();
  const closed = codeOf(await command());

  assert.deepEqual(
    [before, stuck, closed],
    ["done", "store_unavailable", "server_stopping"],
  );
});

Deno.test("with a full disk only what begins something is refused", async () => {
  const { host, guard } = openGuard();
  host.disk = { ...host.disk, state: "full" };

  const codes = [
    codeOf(await guard.guarded(done)()),
    codeOf(await guard.guardedStart(done)()),
  ];

  assert.deepEqual(codes, ["done", "disk_full"]);
});

Deno.test("a commit that the store refuses is a refusal, and any other error is thrown", async () => {
  const { guard } = openGuard();
  const failing = (error: Error) =>
    guard.guarded(() => Promise.reject<typeof DONE>(error));

  const refused = await failing(new StoreUnavailable("no room"))();

  assert.equal(codeOf(refused), "store_unavailable");
  await assert.rejects(failing(new Error("a defect"))(), /a defect/);
});

Deno.test("a guard is settled when the commands under way were answered, whatever came of them", async () => {
  const { guard } = openGuard();
  const held = Promise.withResolvers<typeof DONE>();
  const answer = guard.guarded(() => held.promise)();
  let isSettled = false;

  guard.close();
  const settling = guard.settled().then(() => isSettled = true);
  await Promise.resolve();
  const early = isSettled;
  held.reject(new Error("a defect"));
  await assert.rejects(answer);
  await settling;

  assert.equal(early, false);
  assert.equal(isSettled, true);
});
