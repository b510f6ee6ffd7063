import { strict as assert } from "node:assert";
import { SlowClients } from "@/orchestrator/recovery/slow_clients.ts";

const MINUTE_MS = 60_000;

function rig(isOpen = false) {
  const told: string[] = [];
  let nowMs = 0;
  let look: (() => void) | undefined;
  const slow = new SlowClients({
    monotonicMs: () => nowMs,
    every: (_, run) => {
      look = run;
      return () => look = undefined;
    },
    onSlow: (message) => told.push(message),
    onCalm: (words) => told.push(words),
  }, isOpen);
  const pass = (minutes: number) => {
    nowMs += minutes * MINUTE_MS;
    look?.();
  };
  return { slow, told, pass, isWatching: () => look !== undefined };
}

const STREAMS =
  "3 event streams were cut within 10 minutes, since their clients read too slowly";
const SOCKETS =
  "3 sockets were cut within 10 minutes, since their clients read too slowly";

Deno.test("clients that are cut now and then are nothing to tell", () => {
  const { slow, told, pass, isWatching } = rig();

  for (let n = 0; n < 9; n++) {
    slow.cut("sse");
    slow.cut("ws");
    pass(5);
  }

  assert.deepEqual(told, []);
  assert.equal(isWatching(), false);
});

Deno.test("three of a kind within ten minutes are told once, until it was calm for ten", () => {
  const { slow, told, pass, isWatching } = rig();

  for (let n = 0; n < 5; n++) slow.cut("sse");
  const atFirst = [...told];
  pass(9);
  slow.cut("sse");
  pass(9);
  const before = told.length;
  pass(1);
  const afterwards = told.slice(1);
  for (let n = 0; n < 3; n++) slow.cut("sse");

  assert.deepEqual(atFirst, [STREAMS]);
  assert.equal(before, 1);
  assert.deepEqual(afterwards, [
    "no client was cut for 10 minutes; 6 were before that",
  ]);
  assert.deepEqual(told.slice(2), [STREAMS]);
  assert.equal(isWatching(), true);
});

Deno.test("both kinds are told, and their calm is one", () => {
  const { slow, told, pass, isWatching } = rig();

  for (let n = 0; n < 3; n++) slow.cut("sse");
  pass(4);
  for (let n = 0; n < 3; n++) slow.cut("ws");
  pass(7);
  pass(3);

  assert.deepEqual(told, [
    STREAMS,
    SOCKETS,
    "no client was cut for 10 minutes; 6 were before that",
  ]);
  assert.equal(isWatching(), false);
});

Deno.test("what an earlier life told of is over after ten calm minutes, too", () => {
  const { slow, told, pass } = rig(true);

  pass(9);
  const before = told.length;
  pass(1);

  assert.equal(before, 0);
  assert.equal(told.length, 1);
  slow[Symbol.dispose]();
});
