import assert from "node:assert/strict";
import { restOf } from "@/islands/live/paint_pace.ts";

const NEVER = -Infinity;

Deno.test("restOf lets the first update begin at once", () => {
  const rest = restOf({ doneMs: NEVER, tookMs: 0, keyMs: NEVER }, 0);

  assert.equal(rest, 0);
});

Deno.test("restOf leaves the page alone for as long as an update took, when nobody types", () => {
  const light = restOf({ doneMs: 100, tookMs: 5, keyMs: NEVER }, 102);
  const heavy = restOf({ doneMs: 100, tookMs: 60, keyMs: NEVER }, 102);

  assert.deepEqual([light, heavy], [3, 58]);
});

Deno.test("restOf never holds what is new back for long, when updates are slow", () => {
  const rest = restOf({ doneMs: 0, tookMs: 5_000, keyMs: NEVER }, 0);

  assert.ok(rest > 0 && rest <= 200, `${rest} ms`);
});

Deno.test("restOf interrupts who types less often, until the last key is some time ago", () => {
  const typing = restOf({ doneMs: 1_000, tookMs: 5, keyMs: 990 }, 1_000);
  const over = restOf({ doneMs: 1_000, tookMs: 5, keyMs: 100 }, 1_000);

  assert.ok(typing > over, `${typing} ms, then ${over} ms`);
});
