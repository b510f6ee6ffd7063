import { strict as assert } from "node:assert";
import { idempotencyKeys } from "@/db/kv/idempotency_keys.ts";
import { openStore } from "@/tests/helpers/live_store.ts";

const HOUR_MS = 60 * 60_000;
const ANSWER = {
  status: 201,
  headers: [["etag", '"7"']] as [string, string][],
  body: '{"a":1}',
};

async function entries(kv: Deno.Kv): Promise<number> {
  return (await Array.fromAsync(kv.list({ prefix: [] })))
    .filter(({ key }) => String(key[0]).startsWith("idempotent")).length;
}

Deno.test("a key is taken once, and gives its answer for a day, however long that is", async () => {
  using open = await openStore();
  let nowMs = 0;
  const store = idempotencyKeys(open.kv, () => nowMs);
  const long = { ...ANSWER, body: "ü€".repeat(150_000) };

  const first = await store.take("k", "f");
  const before = await store.take("k", "g");
  await store.keep("k", long);
  nowMs += 23 * HOUR_MS;
  const kept = await store.take("k", "f");
  nowMs += 2 * HOUR_MS;
  const dayLater = await store.take("k", "f2");

  assert.equal(first, undefined);
  assert.deepEqual(before, { fingerprint: "f", answer: undefined });
  assert.deepEqual(kept, { fingerprint: "f", answer: long });
  assert.equal(dayLater, undefined);
});

Deno.test("a key whose request came to nothing can be taken again", async () => {
  using open = await openStore();
  const store = idempotencyKeys(open.kv, () => 0);
  await store.take("k", "f");

  await store.release("k");
  const again = await store.take("k", "g");
  await store.release("none");

  assert.equal(again, undefined);
});

Deno.test("of many at once one takes the key", async () => {
  using open = await openStore();
  const store = idempotencyKeys(open.kv, () => 0);

  const taken = await Promise.all(
    Array.from({ length: 10 }, (_, n) => store.take("k", `${n}`)),
  );

  assert.equal(taken.filter((each) => each === undefined).length, 1);
});

Deno.test("what is a day old goes with all its pieces, and the oldest of what is too much", async () => {
  using open = await openStore();
  let nowMs = 0;
  const limits = { keys: 3, chars: 1_000 };
  const store = idempotencyKeys(open.kv, () => nowMs, limits);
  for (let n = 0; n < 5; n++) {
    nowMs += 1;
    await store.take(`old-${n}`, "f");
    await store.keep(`old-${n}`, { ...ANSWER, body: "x".repeat(50_000) });
  }

  nowMs += 25 * HOUR_MS;
  await store.take("new", "f");
  const afterADay = await entries(open.kv);
  for (let n = 0; n < 5; n++) {
    nowMs += 1;
    await store.take(`more-${n}`, "f");
    await store.keep(`more-${n}`, ANSWER);
  }
  nowMs += HOUR_MS;
  await store.take("last", "f");
  const newest = await store.take("more-4", "f");
  const oldest = await store.take("more-0", "f");

  assert.equal(afterADay, 2);
  assert.deepEqual(newest?.answer, ANSWER);
  assert.equal(oldest, undefined);
});
