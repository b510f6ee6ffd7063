import { strict as assert } from "node:assert";
import { calmLog } from "@/host/calm_log.ts";

/** A calm log on a clock that the test moves, and what it told. */
function rig() {
  let nowMs = 0;
  const told: string[] = [];
  const tell = (message: string, facts: object = {}) => {
    told.push(`${message} ${JSON.stringify(facts)}`);
  };
  const log = calmLog({ info: tell, error: tell }, () => nowMs);
  return { log, told, pass: (ms: number) => nowMs += ms };
}

Deno.test("of the same message ten are told a minute, and how many were not comes with the next", () => {
  const { log, told, pass } = rig();

  for (let n = 0; n < 100_000; n++) log.error("interrupt failed", { agent: 1 });
  const first = told.length;
  pass(60_000);
  for (let n = 0; n < 2; n++) log.error("interrupt failed", { agent: 1 });

  assert.equal(first, 10);
  assert.deepEqual(told.slice(10), [
    'interrupt failed {"agent":1,"not_told":99990}',
    'interrupt failed {"agent":1}',
  ]);
});

Deno.test("other messages, and other agents, are told all the same", () => {
  const { log, told } = rig();

  for (let n = 0; n < 20; n++) log.info("agent is silent", { agent: 1 });
  log.info("agent is silent", { agent: 2 });
  log.error("the clock jumped");

  assert.deepEqual(told.slice(10), [
    'agent is silent {"agent":2}',
    "the clock jumped {}",
  ]);
});
