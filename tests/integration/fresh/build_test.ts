import { App, staticFiles } from "fresh";
import { Builder } from "fresh/dev";
import assert from "node:assert/strict";
import { join } from "node:path";
import { freshProject } from "@/tests/helpers/fresh_project.ts";

const ISLAND = "export default () => <b>island</b>;";

async function writtenAt(root: string): Promise<number> {
  const { mtime } = await Deno.stat(join(root, "_fresh/server.js"));
  return mtime?.getTime() ?? 0;
}

/** All scripts of the build in one string. */
async function clientCode(root: string): Promise<string> {
  const dir = join(root, "_fresh/client/_fresh/js");
  let code = "";
  for await (const { name } of Deno.readDir(dir)) {
    code += await Deno.readTextFile(join(dir, name));
  }
  return code;
}

Deno.test("a build is skipped while nothing changed, and any change ends that", async (t) => {
  await using project = await freshProject({
    "islands/One.tsx": ISLAND,
    "static/a.txt": "a",
    "routes/index.ts": "",
  });
  const { root, write } = project;
  await new Builder({ root }).build();
  const changes: Record<string, () => Promise<void>> = {
    "an island": () => write("islands/One.tsx", `${ISLAND} // changed`),
    "a new route": () => write("routes/about.ts", ""),
    "a removed route": () => Deno.remove(join(root, "routes/about.ts")),
    "a static file": () => write("static/a.txt", "bb"),
    "a module elsewhere": () => write("components/x.ts", "export {};"),
    "deno.json": () => write("deno.json", '{ "imports": {} }'),
    "deno.lock": () => write("deno.lock", "{}"),
  };

  for (const [name, change] of Object.entries(changes)) {
    await t.step(name, async () => {
      await new Builder({ root }).build();
      const before = await writtenAt(root);
      await new Builder({ root }).build();
      assert.equal(await writtenAt(root), before);

      await change();
      await new Builder({ root }).build();

      assert.ok(await writtenAt(root) > before, "it was not built again");
    });
  }

  await t.step("another target", async () => {
    const before = await writtenAt(root);

    await new Builder({ root, target: "chrome120" }).build();

    assert.ok(await writtenAt(root) > before, "it was not built again");
  });
});

Deno.test("client code finds the import map, npm packages and React as Preact", async () => {
  await using project = await freshProject({
    "lib/word.ts": 'export const word = "from-the-import-map";',
    "islands/One.tsx": `
      import { useState } from "react";
      import { uneval } from "npm:devalue@6.0.3";
      import { word } from "@/lib/word.ts";
      export default () => <b>{useState(word)[0]}{uneval(process.env.NODE_ENV)}</b>;`,
  });

  await new Builder({ root: project.root }).build();

  const code = await clientCode(project.root);
  assert.match(code, /from-the-import-map/);
  assert.match(code, /"production"/);
  assert.doesNotMatch(code, /process\.env/);
});

Deno.test("a build error names the file and what is wrong", async (t) => {
  await using project = await freshProject({ "static/a.txt": "" });
  const { root, write } = project;
  const build = () => new Builder({ root }).build();

  await t.step("a syntax error", async () => {
    await write("islands/One.tsx", "export default () => <b>;");

    await assert.rejects(build, /islands\/One\.tsx:1:/);
  });

  await t.step("a missing module", async () => {
    await write("islands/One.tsx", 'import "./nowhere.ts";');

    await assert.rejects(build, /islands\/One\.tsx:1:.*nowhere/);
  });

  await t.step("a module of the server", async () => {
    await write("islands/One.tsx", 'import "node:fs";');

    await assert.rejects(build, /"node:fs" for the browser.*One\.tsx/s);
  });

  await t.step("a stylesheet", async () => {
    await write("islands/One.tsx", ISLAND);
    await write("static/a.css", '@import "tailwindcss";\nb { @apply nope; }');

    await assert.rejects(build, /stylesheet ".*static\/a\.css".*nope/s);
  });
});

Deno.test("a build in memory writes nothing and serves an app", async () => {
  await using project = await freshProject({
    "routes/[[name]].ts":
      "export const handler = (ctx) => Response.json(ctx.params);",
    "static/a.css": "b {}",
    "generated/a.css": "i {}",
    "generated/b.css": "u {}",
  });
  const { root } = project;
  const builder = new Builder({ root, staticDir: ["static", "generated"] });
  builder.onTransformStaticFile(
    { pluginName: "banner", filter: /^\/b\.css$/ },
    ({ text }) => ({ content: `/* banner */ ${text}` }),
  );
  const apply = await builder.build({ snapshot: "memory" });
  const app = new App<unknown>().use(staticFiles()).fsRoutes();
  apply(app);
  const handler = app.handler();
  const ask = async (path: string) =>
    await (await handler(new Request(`http://localhost${path}`))).text();

  assert.equal(await ask("/a.css"), "b {}");
  assert.equal(await ask("/b.css"), "/* banner */ u {}");
  assert.equal(await ask("/"), "{}");
  assert.equal(await ask("/ada"), '{"name":"ada"}');
  await assert.rejects(Deno.stat(join(root, "_fresh")), Deno.errors.NotFound);
});
