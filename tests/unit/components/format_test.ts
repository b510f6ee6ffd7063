import assert from "node:assert/strict";
import {
  formatAge,
  formatDuration,
  formatExact,
  formatMoney,
  formatTokens,
  plural,
} from "@/components/format.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

Deno.test("formatAge shows at most two units, when the span grows", () => {
  const spans = [0, 59_999, 4 * MINUTE + 12_000, 5 * MINUTE, 2 * HOUR + MINUTE];

  const words = spans.map(formatAge);

  assert.deepEqual(words, ["0s", "59s", "4m 12s", "5m", "2h 1m"]);
  assert.equal(formatAge(76 * HOUR), "3d 4h");
});

Deno.test("formatAge shows zero, when the browser's clock is behind", () => {
  assert.equal(formatAge(-5_000), "0s");
});

Deno.test("formatDuration keeps one decimal, when it is under ten seconds", () => {
  assert.equal(formatDuration(8_240), "8.2s");
  assert.equal(formatDuration(9_990), "9s");
  assert.equal(formatDuration(84_200), "1m 24s");
});

Deno.test("formatTokens never shows a thousand thousands, when it rounds up", () => {
  const counts = [0, 812, 1_000, 12_449, 999_949, 999_950, 1_300_000];

  const words = counts.map(formatTokens);

  assert.deepEqual(words, [
    "0",
    "812",
    "1.0k",
    "12.4k",
    "999.9k",
    "1.0M",
    "1.3M",
  ]);
});

Deno.test("formatMoney keeps small amounts visible, when they are under a cent", () => {
  const amounts = [0, 0.00001, 0.0026, 0.42, 1.239, 18_200];

  const words = amounts.map(formatMoney);

  assert.deepEqual(words, [
    "$0.00",
    "<$0.0001",
    "$0.0026",
    "$0.42",
    "$1.24",
    "$18,200.00",
  ]);
});

Deno.test("formatExact says the moment in UTC, when given an instant", () => {
  assert.equal(
    formatExact("2026-11-22T23:31:51.123Z"),
    "2026-11-22 23:31:51 UTC",
  );
});

Deno.test("plural names one thing in the singular, when there is one", () => {
  assert.equal(plural(1, "task"), "1 task");
  assert.equal(plural(2_000, "task"), "2,000 tasks");
});
