import assert from "node:assert/strict";
import { matchPattern } from "@/model/pattern.ts";
import { parseScript } from "@/model/parse_script.ts";
import { atPace, demoScript, demoTasks } from "@/model/scripts/demo.ts";
import { ANY_TASK } from "@/model/scripts/demo_generic.ts";
import { chooseWorkers } from "@/model/scripts/demo_tools.ts";

Deno.test("the demo's script is valid and every rule in it has a name of its own", () => {
  const { rules } = parseScript(demoScript);

  const names = new Set(rules.map(({ name }) => name));
  assert.ok(!names.has(undefined));
  const repeated = rules.length - names.size;
  // The endings of a test run serve two scenes.
  assert.equal(repeated, 3);
});

Deno.test("the demo's tasks wait only for tasks that stand before them", () => {
  const before = new Set<string>();
  for (const { key, after } of demoTasks) {
    assert.ok(after === undefined || before.has(after), `${key}: ${after}`);
    assert.ok(!before.has(key), key);
    before.add(key);
  }
});

Deno.test("a pace changes every pause of a script and nothing else", () => {
  const reply = {
    text: "Hi",
    delay_ms: 100,
    chunk_delay_ms: [10, 31],
  } as const;
  const script = parseScript({ defaults: reply, rules: [{ reply }] });

  const half = atPace(script, 0.5);

  const shorter = {
    text: "Hi",
    delay_ms: 50,
    chunk_delay_ms: [5, 16],
  } as const;
  assert.deepEqual(
    parseScript(half),
    parseScript({ defaults: shorter, rules: [{ reply: shorter }] }),
  );
});

Deno.test("the demo's script without pauses is still a script", () => {
  const { rules } = parseScript(atPace(demoScript, 0));

  assert.equal(rules.length, demoScript.rules?.length);
  assert.doesNotMatch(JSON.stringify(rules), /delay_ms":\[?[1-9]/);
});

/** A list as the manager gets it; a text is what a worker does instead of being idle. */
const LIST = (...workers: readonly (number | string)[]) =>
  workers.map((worker, i) => {
    const tasks = typeof worker === "string" ? 1 : worker;
    const now = typeof worker === "string" ? worker : "idle";
    return `- worker_id id-${i}: Name ${i}; can: nothing special; ${now}, ${
      tasks === 1 ? "1 task" : `${tasks} tasks`
    }; model sonnet`;
  }).join("\n");
const WAITS = "waits for a person";

const STAFFS: readonly (readonly [string, string, readonly string[]])[] = [
  ["three free workers", LIST(0, 0, 0), ["id-0", "id-1", "id-2"]],
  ["three of whom one is busy", LIST(0, 0, 1), ["id-0", "id-1"]],
  ["two busy ones", LIST(1, 12), ["id-0", "id-1"]],
  ["one who does not wait", LIST(1, WAITS, WAITS), ["id-0"]],
  ["none who does not wait", LIST(WAITS, WAITS), ["id-0"]],
  ["one alone", LIST(10), ["id-0"]],
];

for (const [who, list, expected] of STAFFS) {
  Deno.test(`the demo's manager chooses from a list of ${who}`, () => {
    const rules = chooseWorkers("t", "prompt", {}, {
      three: { a: 1, b: 2, c: 3 },
      two: { a: 1, b: 2, c: 1 },
    });

    const matches = rules.flatMap(({ when }) => {
      const pattern = when?.tool_result;
      return (pattern && matchPattern(pattern, list)) || [];
    });

    assert.deepEqual(matches[0]?.captures, expected);
  });
}

Deno.test("the demo's manager chooses nobody where nobody is", () => {
  const rules = chooseWorkers("t", "prompt", {}, { three: {}, two: {} });

  const found = rules.some(({ when }) =>
    when?.tool_result &&
    matchPattern(when.tool_result, "There are no workers.")
  );

  assert.equal(found, false);
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
