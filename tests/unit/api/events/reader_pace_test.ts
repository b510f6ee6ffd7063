import { strict as assert } from "node:assert";
import { ReaderPace } from "@/api/events/reader_pace.ts";

/** What was sent and what waits at each look, one second apart. */
type Look = readonly [sentBytes: number, waitingBytes: number];

/** After how many seconds the reader is late; `undefined`: it never is. */
function lateAfter(
  looks: readonly Look[],
  isCatchingUp = false,
): number | undefined {
  const pace = new ReaderPace(5_000);
  const second = looks.findIndex(([sentBytes, waitingBytes], index) =>
    pace.isLate({
      atMs: index * 1_000,
      sentBytes,
      waitingBytes,
      isCatchingUp,
    })
  );
  return second < 0 ? undefined : second;
}

Deno.test("a reader is late when something waits for 5 s", () => {
  const taken = Array.from({ length: 9 }, (): Look => [100, 0]);
  const stuck = Array.from({ length: 9 }, (): Look => [100, 40]);

  assert.equal(lateAfter(taken), undefined);
  assert.equal(lateAfter(stuck), 5);
});

Deno.test("a reader who takes a little of what comes is late, too", () => {
  const trickle = Array.from(
    { length: 20 },
    (_, n): Look => [1_000 * (n + 1), 990 * (n + 1)],
  );
  const behind = Array.from(
    { length: 20 },
    (_, n): Look => [1_000 * (n + 1), 2_000],
  );

  assert.equal(lateAfter(trickle), 5);
  assert.equal(lateAfter(behind), undefined);
});

Deno.test("who is brought up to date only has to take some", () => {
  const slow = Array.from({ length: 20 }, (_, n): Look => [1_000, 900 - n]);
  const stuck = [...slow, ...slow.map((): Look => [1_000, 880])];

  assert.equal(lateAfter(slow, true), undefined);
  assert.equal(lateAfter(slow), 5);
  assert.equal(lateAfter(stuck, true), 25);
});
