import { strict as assert } from "node:assert";
import { applyEvent, EMPTY_FLEET, type Fleet } from "@/domain/fleet.ts";
import { EventWriter } from "@/orchestrator/event_writer.ts";
import { LimitGate } from "@/orchestrator/limits/limit_gate.ts";
import { CALM_MS, LoadShedder } from "@/orchestrator/limits/load_shedder.ts";
import { lowering, raising } from "@/orchestrator/limits/places.ts";
import {
  agentId,
  AT,
  createdDrafts,
  placed,
  sampleAgent,
  sampleAttempt,
  sampleTask,
} from "@/tests/helpers/fleet.ts";
import { HandClock } from "@/tests/helpers/hand_clock.ts";

const OVERLOADED = { strain: "overloaded", message: "HTTP 529" } as const;

/** So many agents, each with a task that runs. */
function working(agents: number): Fleet {
  const drafts = Array.from({ length: agents }, (_, index) => {
    const n = index + 1;
    const running = sampleTask(n, n, {
      state: { status: "running", since: AT },
      attempts: [sampleAttempt(n)],
    });
    return createdDrafts(sampleAgent(n), running);
  }).flat();
  return placed(drafts, 0, AT).reduce(applyEvent, EMPTY_FLEET);
}

/** What sheds load of a fleet whose agents all work, on a clock that the test moves. */
function rig(agents: number) {
  const clock = new HandClock(AT);
  const log = { info: () => {}, error: () => {} };
  const writer = new EventWriter(
    { commit: () => Promise.resolve() },
    clock,
    working(agents),
  );
  const load = new LoadShedder({ writer, log, after: clock.after });
  const gate = new LimitGate({
    writer,
    log,
    sources: clock,
    random: () => 1,
    onReleased: () => {},
  });
  return {
    writer,
    load,
    gate,
    pass: (ms: number) => clock.pass(ms),
    /** The API says 529, and the gate opens again when somebody says so. */
    overload: () =>
      writer.append(gate.met(
        { kind: "overloaded", message: "HTTP 529", until: undefined },
        agentId(1),
      )),
    [Symbol.dispose]() {
      load[Symbol.dispose]();
      gate[Symbol.dispose]();
    },
  };
}

Deno.test("an overload that many agents meet halves once how many work, and one more may after each half minute of calm", async () => {
  using on = rig(8);

  await Promise.all([on.overload(), on.overload(), on.overload()]);
  const places = [on.load.places];
  await on.pass(CALM_MS);
  const closed = on.load.places;
  await on.gate.open({ kind: "person" });
  for (let n = 0; n < 5; n++) {
    await on.pass(CALM_MS);
    places.push(on.load.places);
  }

  // While the gate is closed it is not calm.
  assert.equal(closed, 4);
  assert.deepEqual(places, [4, 5, 6, 7, Infinity, Infinity]);
  assert.equal(on.writer.committed.limits.lowered, null);
});

Deno.test("overloads that follow each other leave one who works, and never none", async () => {
  using on = rig(8);
  const places: number[] = [];

  for (let n = 0; n < 5; n++) {
    await on.overload();
    places.push(on.load.places);
    await on.gate.open({ kind: "person" });
  }

  assert.deepEqual(places, [4, 2, 1, 1, 1]);
});

Deno.test("a strain that lasts halves again in each calm time, and nobody is added before it ends", async () => {
  using on = rig(8);
  const late = { strain: "event_loop", message: "late by 700 ms" } as const;
  const places: number[] = [];
  const look = async () => {
    await on.pass(CALM_MS);
    places.push(on.load.places);
  };

  await on.load.strained(late);
  await on.load.strained(late);
  places.push(on.load.places);
  await look();
  on.load.calm("event_loop");
  await look();

  assert.deepEqual(places, [4, 2, 3]);
});

Deno.test("a calm that was interrupted begins anew", async () => {
  using on = rig(8);
  await on.load.strained({ strain: "memory_low", message: "100 MiB" });
  on.load.calm("memory_low");
  await on.pass(CALM_MS - 1_000);

  await on.overload();
  await on.gate.open({ kind: "person" });
  await on.pass(CALM_MS - 1_000);
  const early = on.load.places;
  await on.pass(1_000);

  assert.deepEqual([early, on.load.places], [2, 3]);
});

Deno.test("after a restart of the server one more may work after a calm time, as before", async () => {
  using on = rig(8);
  await on.overload();
  await on.gate.open({ kind: "person" });
  on.load[Symbol.dispose]();
  const clock = new HandClock(AT);
  const log = { info: () => {}, error: () => {} };

  using later = new LoadShedder({
    writer: on.writer,
    log,
    after: clock.after,
  });
  const before = later.places;
  await clock.pass(CALM_MS);

  assert.deepEqual([before, later.places], [4, 5]);
});

Deno.test("switched off, limits let all work, and a strain changes nothing", async () => {
  using on = rig(8);
  await on.overload();

  await on.gate.enable(false, { kind: "person" });
  const { lowered } = on.writer.head.limits;

  assert.equal(lowered, null);
  assert.equal(on.load.places, Infinity);
  assert.deepEqual(lowering(on.writer.head, OVERLOADED), []);
});

Deno.test("where one agent lives, there is nothing to halve; what an agent's end leaves open is all", () => {
  const one = working(1);
  const lowered = { ...OVERLOADED, places: 1, since: AT };
  const two = {
    ...working(2),
    limits: { ...one.limits, lowered },
  };

  assert.deepEqual(lowering(one, OVERLOADED), []);
  assert.deepEqual(raising(two), [{
    type: "limit.raised",
    data: { places: null },
  }]);
});

Deno.test("a limit of the account that says nothing of the load changes nothing of it", async () => {
  using on = rig(8);

  await on.writer.append(on.gate.met(
    { kind: "usage_limit", message: "used up", until: undefined },
    agentId(1),
  ));

  assert.notEqual(on.writer.head.limits.closed, null);
  assert.equal(on.load.places, Infinity);
});
