import { strict as assert } from "node:assert";
import fc from "fast-check";
import { openStore } from "@/tests/helpers/live_store.ts";

Deno.test("a long text is read back as it was saved, whatever its characters are", async () => {
  using open = await openStore();
  const unit = fc.oneof(
    fc.string({ unit: "grapheme", minLength: 1, maxLength: 7 }),
    // Halves of pairs, which a text may hold anywhere.
    fc.string({ unit: fc.constantFrom("\ud83d", "\ude00", "x"), minLength: 1 }),
  );
  const text = fc.tuple(unit, fc.integer({ min: 0, max: 20_000 }))
    .map(([part, times]) => part.repeat(times));

  await fc.assert(
    fc.asyncProperty(fc.uuid(), text, async (blob, text) => {
      await open.store.saveText(blob, text);
      await open.store.saveText(blob, text);

      assert.ok(await open.store.readText(blob) === text);
    }),
    { numRuns: 25 },
  );
});

Deno.test("the longest text of the widest characters fits", async () => {
  using open = await openStore();
  const text = "漢".repeat(1_100_000);

  await open.store.saveText("blob", text);

  assert.ok(await open.store.readText("blob") === text);
});

Deno.test("a text that was never saved is empty", async () => {
  using open = await openStore();

  assert.equal(await open.store.readText("nothing"), "");
});
