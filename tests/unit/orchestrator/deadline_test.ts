import { strict as assert } from "node:assert";
import { Deadline } from "@/orchestrator/deadline.ts";

/** A deadline, and what resolves when it ends. */
function deadline(ms: number) {
  const ended = Promise.withResolvers<string>();
  return {
    ended: ended.promise,
    it: new Deadline(ms, () => ended.resolve("ended")),
  };
}

Deno.test("a deadline that stands still does not end, and ends when it goes on", async () => {
  const held = deadline(20);
  const other = deadline(60);
  let hasEnded = false;
  held.ended.then(() => hasEnded = true);

  held.it.hold();
  await other.ended;
  const whileHeld = hasEnded;
  held.it.goOn();
  held.it.goOn();

  assert.equal(whileHeld, false);
  assert.equal(await held.ended, "ended");
});

Deno.test("time that ran before a hold counts after it", async () => {
  const first = deadline(40);
  const begun = performance.now();
  const held = deadline(80);
  await first.ended;
  held.it.hold();
  const ranMs = performance.now() - begun;
  const goneOnAt = performance.now();
  held.it.goOn();

  await held.ended;

  assert.ok(performance.now() - goneOnAt < 80, `ran ${ranMs} ms before`);
});

Deno.test("a deadline that was replaced ends in the new way, a cleared one not at all", async () => {
  const ends: string[] = [];
  const cleared = new Deadline(1, () => ends.push("cleared"));
  const replaced = new Deadline(1, () => ends.push("old"));
  const last = deadline(30);

  cleared.clear();
  replaced.replace(1, () => ends.push("new"));
  await last.ended;

  assert.deepEqual(ends, ["new"]);
});
