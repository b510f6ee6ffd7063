import assert from "node:assert/strict";
import { matchPattern } from "@/model/pattern.ts";
import { parseScript } from "@/model/parse_script.ts";
import { demoScript, demoTasks } from "@/model/scripts/demo.ts";
import { ANY_TASK } from "@/model/scripts/demo_generic.ts";

Deno.test("the demo's script is valid and every rule in it has a name", () => {
  const script = parseScript(demoScript);

  assert.ok(script.rules.every((rule) => rule.name));
});

Deno.test("the demo's tasks have a worker exactly when they are for a worker", () => {
  for (const task of demoTasks) {
    assert.equal(task.worker !== undefined, task.role === "worker");
  }
});

const TITLES: readonly (readonly [string, string])[] = [
  ["Sort the cellar", "Sort the cellar"],
  ["Sort the cellar. Bottles left.", "Sort the cellar"],
  ["Task: Sort the cellar\n\nBottles left.", "Sort the cellar"],
  [
    "# Task\n\nSort version 1.2 of the cellar:\n- bottles",
    "Sort version 1.2 of the cellar",
  ],
  ["**Title:** Sort the cellar", "Sort the cellar"],
  ["Task management is hard", "Task management is hard"],
];

for (const [prompt, title] of TITLES) {
  Deno.test(`the demo calls a task "${title}", when the prompt is ${JSON.stringify(prompt)}`, () => {
    const match = matchPattern(ANY_TASK, prompt);

    assert.deepEqual(match?.captures, [title]);
  });
}
