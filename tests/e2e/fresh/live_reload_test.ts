import { App, staticFiles } from "fresh";
import assert from "node:assert/strict";
import { join } from "node:path";
import { openBrowser } from "@/tests/helpers/browser.ts";
import { FIXTURE_ROOT, fixtureBuilder } from "@/tests/helpers/fresh_fixture.ts";
import { tempDirectory } from "@/tests/helpers/temp_directory.ts";

/** A project of its own that a test may write to. */
async function writeProject(root: string): Promise<void> {
  for (const folder of ["routes", "islands", "static"]) {
    await Deno.mkdir(join(root, folder));
  }
  await Deno.writeTextFile(join(root, "deno.json"), '{ "imports": {} }');
  await Deno.symlink(
    join(FIXTURE_ROOT, "../../../node_modules"),
    join(root, "node_modules"),
  );
  await writePage(root, "first");
  await Deno.writeTextFile(join(root, "static/a.css"), "body { margin: 1px }");
}

/** The route that the test edits. Plain JavaScript, so it imports nothing. */
async function writePage(root: string, text: string): Promise<void> {
  const source = `export const handler = { GET: (ctx) =>
    ctx.render({ type: "p", props: { children: "${text}" },
      constructor: undefined }) };`;
  await Deno.writeTextFile(join(root, "routes/index.js"), source);
}

Deno.test("an open page reloads when a route or a static file changes", async () => {
  await using folder = await tempDirectory();
  await writeProject(folder.path);
  const app = new App<unknown>().use(staticFiles()).fsRoutes();
  const stop = new AbortController();
  const address = Promise.withResolvers<Deno.NetAddr>();
  const builder = fixtureBuilder(join(folder.path, "_fresh"), folder.path);
  const listening = builder.listen(() => Promise.resolve({ app }), {
    hostname: "127.0.0.1",
    port: 0,
    signal: stop.signal,
    onListen: address.resolve,
  });
  const { port } = await address.promise;

  {
    await using browser = await openBrowser();
    const { page } = browser;
    await page.goto(`http://127.0.0.1:${port}/`);
    await page.locator("p", { hasText: "first" }).waitFor();

    await writePage(folder.path, "second");
    await page.locator("p", { hasText: "second" }).waitFor();

    const reloaded = page.waitForEvent("load");
    await Deno.writeTextFile(
      join(folder.path, "static/a.css"),
      "body { margin: 2px }",
    );
    await reloaded;
    const css = await fetch(`http://127.0.0.1:${port}/a.css`);
    assert.equal(await css.text(), "body { margin: 2px }");
  }

  stop.abort();
  await listening;
});
