import { strict as assert } from "node:assert";
import {
  judgeMemory,
  type MemoryStanding,
  memoryWords,
  WITHIN,
} from "@/orchestrator/recovery/memory_limit.ts";

/** What looks that show these sizes lead to, of a limit of 512. */
function acts(sizesMb: readonly number[]): (string | undefined)[] {
  let standing: MemoryStanding = WITHIN;
  return sizesMb.map((used_mb) => {
    const verdict = judgeMemory(standing, { used_mb, limit_mb: 512 });
    standing = verdict.standing;
    return verdict.act;
  });
}

Deno.test("who stays over its memory is warned, interrupted and ended, one look after the other", () => {
  assert.deepEqual(acts([512, 513, 600, 600, 600]), [
    undefined,
    "warned",
    "interrupted",
    "ended",
    // It is on its way out.
    undefined,
  ]);
});

Deno.test("who gives memory back in time is left alone, and begins anew", () => {
  assert.deepEqual(acts([600, 300, 300, 600, 600, 100]), [
    "warned",
    "eased",
    undefined,
    "warned",
    "interrupted",
    "eased",
  ]);
});

Deno.test("who has twice its memory is interrupted at once", () => {
  assert.deepEqual(acts([1_024, 1_024]), ["interrupted", "ended"]);
});

Deno.test("an agent that is being ended is not told again, whatever it occupies", () => {
  assert.deepEqual(acts([1_024, 1_024, 100, 4_000]).slice(2), [
    undefined,
    undefined,
  ]);
});

Deno.test("the words have both numbers", () => {
  assert.equal(
    memoryWords({ used_mb: 640, limit_mb: 512 }),
    "Its processes occupy 640 MiB of memory, and may occupy 512",
  );
});
