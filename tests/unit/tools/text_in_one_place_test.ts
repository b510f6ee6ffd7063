import assert from "node:assert/strict";
import plugin from "@/tools/checks/text_in_one_place.ts";

const found = (source: string, file = "/vamp/islands/Page.tsx") =>
  Deno.lint.runPlugin(plugin, file, source)
    .map(({ range: [from, to] }) => source.slice(from, to));

Deno.test("text in markup is found, between tags and in what is read out", () => {
  assert.deepEqual(
    found(`<p title="Why so">Hello {name}, <b>you</b></p>;`),
    [`title="Why so"`, "Hello ", "you"],
  );
});

Deno.test("signs, commands and what comes from the texts are no text in markup", () => {
  assert.deepEqual(
    found(
      `<p class="notice" title={TEXT.why}>{TEXT.hello} · <code>deno task demo</code> 7 <kbd>Esc</kbd></p>;`,
    ),
    [],
  );
});

Deno.test("samples of the gallery and tests may have text in markup", () => {
  assert.deepEqual(
    found("<p>Hello</p>;", "/vamp/components/gallery/A.tsx"),
    [],
  );
  assert.deepEqual(found("<p>Hello</p>;", "/vamp/tests/unit/a_test.tsx"), []);
});
