import { strict as assert } from "node:assert";
import { EVENTFUL_BOOT } from "@/tests/helpers/boot_reports.ts";
import { GateUnderTest } from "@/tests/helpers/gate_under_test.ts";

Deno.test("the report of the last start is told until it is dismissed, and stays readable", async () => {
  using gate = new GateUnderTest();
  const none = await (await gate.ask("/api/boot-report")).json();
  gate.platform.commit({
    type: "server.boot_reported",
    data: { report: EVENTFUL_BOOT },
  });

  const told = await (await gate.ask("/api/boot-report")).json();
  const dismissed = await gate.post("/api/boot-report/dismiss", {});
  const after = await (await gate.ask("/api/boot-report")).json();

  assert.deepEqual(none, { last: null, dismissed_at: null, earlier: [] });
  assert.deepEqual(told.last, EVENTFUL_BOOT);
  assert.equal(told.dismissed_at, null);
  assert.equal(dismissed.status, 200);
  assert.deepEqual(after.last, EVENTFUL_BOOT);
  assert.notEqual(after.dismissed_at, null);
});

Deno.test("what earlier starts left behind is listed with the rest, and can be ended", async () => {
  using gate = new GateUnderTest();

  const before = await (await gate.ask("/api/processes")).json();
  const ended = await gate.post("/api/processes/end-leftovers", {});
  const after = await (await gate.ask("/api/processes")).json();

  const lives = ({ processes }: { processes: { life: string }[] }) =>
    processes.map(({ life }) => life);
  assert.deepEqual(lives(before), ["current", "current", "earlier"]);
  assert.deepEqual(await ended.json(), { ended: 1 });
  assert.deepEqual(lives(after), ["current", "current"]);
});

Deno.test("a clean-up takes the kinds that it names, and no others", async () => {
  using gate = new GateUnderTest();

  const { cleanable } = await (await gate.ask("/api/disk")).json();
  const cleaned = await gate.post("/api/disk/clean", {
    kinds: ["temporary_files"],
  });
  const unknown = await gate.post("/api/disk/clean", { kinds: ["everything"] });
  const nothing = await gate.post("/api/disk/clean", { kinds: [] });

  assert.equal(cleanable.length, 2);
  assert.deepEqual(await cleaned.json(), {
    entries: 3,
    bytes: 1_000_000,
    failed: 0,
  });
  assert.deepEqual([unknown.status, nothing.status], [400, 400]);
  assert.deepEqual(gate.platform.host.cleaned, [["temporary_files"]]);
});
