import assert from "node:assert/strict";
import { readReport } from "@/tools/testing/report.ts";

const testcase = (name: string, body = "") =>
  `<testcase name="${name}" classname="a_test.ts" time="0.25" line="1">
    ${body}
  </testcase>`;

Deno.test("readReport counts tests and leaves their steps out", () => {
  const report = readReport([
    testcase("adds"),
    testcase("works &gt; fails", '<failure message="x">y</failure>'),
    testcase("has steps"),
    testcase("has steps &gt; one"),
    testcase("has steps &gt; one &gt; deeper"),
    testcase("is &quot;left&quot; out", "<skipped/>"),
  ].join("\n"));

  assert.deepEqual(report, {
    passed: 2,
    failed: 1,
    ignored: ['is "left" out'],
    seconds: new Map([["a_test.ts", 1]]),
  });
});

Deno.test("readReport counts nothing where there is no report", () => {
  assert.deepEqual(readReport(""), {
    passed: 0,
    failed: 0,
    ignored: [],
    seconds: new Map(),
  });
});
