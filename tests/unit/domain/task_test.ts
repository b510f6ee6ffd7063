import { strict as assert } from "node:assert";
import fc from "fast-check";
import { MAX_DESCRIPTION_CHARS, NewTask, titleOf } from "@/domain/task.ts";

const titled = (task: Partial<NewTask>) =>
  titleOf({ description: "", priority: 0, ...task });

Deno.test("a task's title is the given one, else the first line of its text", () => {
  assert.equal(titled({ title: "Mine", description: "text" }), "Mine");
  assert.equal(titled({ description: "\n  First.\r\nSecond." }), "First.");
});

Deno.test("a long title is cut with an ellipsis, between characters", () => {
  const text = fc.string({ unit: "grapheme", minLength: 100, maxLength: 140 });

  fc.assert(fc.property(text, (description) => {
    const title = titled({ title: description });

    assert.ok(title.length <= 120);
    assert.ok(title.isWellFormed());
    assert.ok(
      title === description || description.startsWith(title.slice(0, -1)),
    );
  }));
});

const NOT_TASKS = {
  "an empty text": { description: " \n" },
  "a text that is too long": {
    description: "x".repeat(MAX_DESCRIPTION_CHARS + 1),
  },
  "an id with a space": { description: "x", id: "a b" },
  "an id that is too long": { description: "x", id: "a".repeat(65) },
  "a broken priority": { description: "x", priority: 1.5 },
  "a field that nobody knows": { description: "x", urgent: true },
};

for (const [what, task] of Object.entries(NOT_TASKS)) {
  Deno.test(`a new task is refused when it has ${what}`, () => {
    assert.equal(NewTask.safeParse(task).success, false);
  });
}

Deno.test("a new task keeps its text as it was written, and is normal unless it says otherwise", () => {
  assert.deepEqual(NewTask.parse({ description: "  x\n" }), {
    description: "  x\n",
    priority: 0,
  });
});
