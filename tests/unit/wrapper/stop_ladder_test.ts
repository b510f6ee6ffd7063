import { strict as assert } from "node:assert";
import { ManualTimers } from "@/tests/helpers/manual_timers.ts";
import {
  climbDown,
  STOP_TIMES,
  type StopTimes,
} from "@/wrapper/stop_ladder.ts";

type Rung = "interrupt" | "close" | "term" | "kill";

/** A process that ends on one rung; each rung it is asked on is noted with its time. */
function processEndingOn(
  last: Rung | undefined,
  failing: readonly Rung[] = [],
) {
  const timers = new ManualTimers();
  const gone = Promise.withResolvers<void>();
  const asked: [Rung, number][] = [];
  const rung = (name: Rung) => () => {
    asked.push([name, timers.nowMs]);
    if (name === last) gone.resolve();
    if (failing.includes(name)) return Promise.reject(new Error(name));
    // An interrupt that is not answered hangs; the others return at once.
    if (name === "interrupt" && last !== "interrupt" && last !== "close") {
      return new Promise<void>(() => {});
    }
    return Promise.resolve();
  };
  const climb = async (times: StopTimes = STOP_TIMES) => {
    const outcome = climbDown(
      {
        interrupt: rung("interrupt"),
        closeInput: rung("close"),
        terminate: rung("term"),
        kill: rung("kill"),
      },
      gone.promise,
      times,
      timers,
    );
    await timers.runAll();
    return await outcome;
  };
  return { asked, climb, timers, gone };
}

Deno.test("climbDown asks nothing of a process that has ended", async () => {
  const { asked, climb, gone } = processEndingOn(undefined);
  gone.resolve();

  const outcome = await climb();

  assert.equal(outcome, "itself");
  assert.deepEqual(asked, []);
});

Deno.test("climbDown stops at the rung on which the process ends", async () => {
  const closed = processEndingOn("close");
  const termed = processEndingOn("term");
  const killed = processEndingOn("kill");

  const outcomes = [
    await closed.climb(),
    await termed.climb(),
    await killed.climb(),
  ];

  assert.deepEqual(outcomes, ["input_closed", "term", "kill"]);
  assert.deepEqual(closed.asked.map(([name]) => name), ["interrupt", "close"]);
  assert.deepEqual(termed.asked, [
    ["interrupt", 0],
    ["close", 1500],
    ["term", 3000],
  ]);
  assert.deepEqual(killed.asked.at(-1), ["kill", 6000]);
});

Deno.test("climbDown gives up within 10 seconds, when even KILL does not help, whatever grace was asked", async () => {
  const process = processEndingOn(undefined);

  const outcome = await process.climb({ ...STOP_TIMES, graceMs: 60_000 });

  assert.equal(outcome, undefined);
  assert.ok(process.timers.nowMs <= 10_000);
});

Deno.test("climbDown begins with TERM, when there is no grace", async () => {
  const { asked, climb } = processEndingOn("term");

  await climb({ ...STOP_TIMES, graceMs: 0 });

  assert.deepEqual(asked, [["term", 0]]);
});

Deno.test("climbDown goes on, when a rung fails", async () => {
  const { asked, climb } = processEndingOn("kill", [
    "interrupt",
    "close",
    "term",
  ]);

  const outcome = await climb();

  assert.equal(outcome, "kill");
  assert.equal(asked.length, 4);
});
