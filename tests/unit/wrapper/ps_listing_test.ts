import assert from "node:assert/strict";
import { psRows } from "@/wrapper/ps_listing.ts";

const NOW = Date.parse("2026-01-02T03:04:05Z");

function started(age: string): readonly string[] {
  const line = `  12     1    12  1000 S ${age} 00:00:01  0.5  2048 sleep 9`;
  return [...psRows(line, NOW)].map(({ startedAtMs }) =>
    new Date(startedAtMs).toISOString()
  );
}

Deno.test("a listing tells when a process began, of any age", () => {
  assert.deepEqual(started("05"), ["2026-01-02T03:04:00.000Z"]);
  assert.deepEqual(started("04:05"), ["2026-01-02T03:00:00.000Z"]);
  assert.deepEqual(started("1-03:04:05"), ["2026-01-01T00:00:00.000Z"]);
});

Deno.test("a process that began after the clock was read has just begun", () => {
  // 2^64 hundredths of a second, as `ps` tells an age of less than nothing.
  assert.deepEqual(started("2135039823346-00:12:13"), [
    "2026-01-02T03:04:05.000Z",
  ]);
});
