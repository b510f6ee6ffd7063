import { strict as assert } from "node:assert";
import { toolDetail } from "@/orchestrator/tool_detail.ts";

const CASES: readonly (readonly [string, unknown, string])[] = [
  ["Bash", { description: "d", command: "ls\n  -l" }, "ls -l"],
  ["Edit", { old_string: "x", file_path: "/a" }, "/a"],
  ["mcp__x__y", { count: 1, name: "first text" }, "first text"],
  ["Bash", { command: 7 }, ""],
  ["Bash", null, ""],
  ["Bash", "ls", ""],
];

for (const [tool, input, detail] of CASES) {
  Deno.test(`the detail of ${tool} with ${JSON.stringify(input)} is "${detail}"`, () => {
    assert.equal(toolDetail(tool, input), detail);
  });
}

Deno.test("a long detail is cut to 200 characters, between characters", () => {
  const detail = toolDetail("Bash", { command: "x" + "😀".repeat(200) });

  assert.ok(detail.length <= 200 && detail.endsWith("…"));
  assert.ok(detail.isWellFormed());
});
