import assert from "node:assert/strict";
import fc from "fast-check";
import { seededRandom } from "@/model/seeded_random.ts";
import {
  fillTemplate,
  fillTemplates,
  type TemplateScope,
} from "@/model/templates.ts";
import { conversationWith } from "@/tests/helpers/model_conversation.ts";

function scope(changes: Partial<TemplateScope> = {}): TemplateScope {
  return {
    conversation: conversationWith({
      newUser: "new",
      lastUser: "Sort the Cellar!\nBottles left.",
      toolOutcomes: [{ text: "one", isError: false }, {
        text: "two",
        isError: true,
      }],
      newNote: "note",
      cwd: "/home/ann",
      session: "s1",
      step: 2,
    }),
    use: 3,
    captures: ["first", "second"],
    random: seededRandom("key"),
    ...changes,
  };
}

const FILLED: readonly (readonly [string, string])[] = [
  ["{{new_user}} {{ new_note }}", "new note"],
  ["{{tool_result}}", "one\ntwo"],
  ["{{cwd}}/a.txt", "/home/ann/a.txt"],
  ["{{model}} {{session}} {{step}} {{n}}", "claude-test s1 2 3"],
  ["{{2}} {{1}}", "second first"],
  ["{{last_user:8}}", "Sort th…"],
  ["{{last_user:80}}", "Sort the Cellar!"],
  ["{{last_user:slug}}", "sort-the-cellar-bottles-left"],
  [
    "{{unknown}} {{9}} {{last_user:loud}} { {n} }",
    "{{unknown}} {{9}} {{last_user:loud}} { {n} }",
  ],
];

for (const [template, expected] of FILLED) {
  Deno.test(`fillTemplate makes ${JSON.stringify(expected)}, when given ${template}`, () => {
    assert.equal(fillTemplate(template, scope()), expected);
  });
}

Deno.test("fillTemplate draws the same values again, when the key is the same", () => {
  const template = "{{uuid}} {{int:1-100}} {{pick:a|b|c}}";

  const first = fillTemplate(template, scope());
  const again = fillTemplate(template, scope());
  const other = fillTemplate(
    template,
    scope({ random: seededRandom("other") }),
  );

  assert.match(
    first,
    /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12} \d{1,3} [abc]$/,
  );
  assert.equal(again, first);
  assert.notEqual(other, first);
});

Deno.test("fillTemplates reaches every string inside a value, and nothing else", () => {
  const filled = fillTemplates({
    "{{n}}": ["{{n}}", { deep: "{{1}}" }, 7, null, true],
  }, scope());

  assert.deepEqual(filled, {
    "{{n}}": ["3", { deep: "first" }, 7, null, true],
  });
});

Deno.test("fillTemplate never fills twice, whatever the prompt says", () => {
  fc.assert(
    fc.property(
      fc.constantFrom("{{cwd}}", "{{1}}", "$&", "$1", "{{n}}"),
      (text) => {
        const conversation = conversationWith({ lastUser: text, cwd: "/x" });

        assert.equal(
          fillTemplate("{{last_user}}", scope({ conversation })),
          text,
        );
      },
    ),
  );
});

Deno.test("a slug is a safe file name of at most 32 characters, whatever the text", () => {
  fc.assert(fc.property(fc.string({ unit: "grapheme" }), (text) => {
    const conversation = conversationWith({ lastUser: text });

    const slug = fillTemplate("{{last_user:slug}}", scope({ conversation }));

    assert.match(slug, /^[a-z0-9]+(-[a-z0-9]+)*$/);
    assert.ok(slug.length <= 32);
  }));
});
