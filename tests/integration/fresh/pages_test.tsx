import { App } from "fresh";
import assert from "node:assert/strict";
import type { ComponentType } from "preact";
import { buildFixture } from "@/tests/helpers/fresh_fixture.ts";

Deno.test("a page stands inside its layouts and the app wrapper", async () => {
  await using fixture = await buildFixture();

  const html = await (await fixture.get("/about")).text();

  assert.match(
    html,
    /^<!DOCTYPE html><html lang="en">.*<main data-layout="root".*<section data-layout="marketing"><div>.*<\/html>$/s,
  );
});

Deno.test("a route may do without wrapper and layouts", async () => {
  await using fixture = await buildFixture();

  const html = await (await fixture.get("/bare")).text();

  assert.equal(html, "<!DOCTYPE html><p>bare</p>");
});

Deno.test("Head replaces what the wrapper has, and the last one of a key wins", async () => {
  await using fixture = await buildFixture();

  const html = await (await fixture.get("/about")).text();

  assert.equal(html.match(/<title>/g)?.length, 1);
  assert.match(html, /<title>About Ada<\/title>/);
  assert.match(html, /<meta name="description" content="from the page"\/>/);
  assert.doesNotMatch(html, /from the wrapper|href="\/first"/);
  assert.match(html, /href="\/second"/);
});

Deno.test("the nearest error page answers with the error's status", async () => {
  await using fixture = await buildFixture();

  const inner = await fixture.get("/broken");
  const missing = await fixture.get("/nowhere");

  assert.equal(inner.status, 500);
  assert.match(await inner.text(), /data-error="inner">inner trouble/);
  assert.equal(missing.status, 404);
  assert.match(await missing.text(), /<html.*404 at \/nowhere/s);
});

Deno.test("an error of a route before fsRoutes is plain text", async () => {
  await using fixture = await buildFixture();

  const known = await fixture.get("/teapot");
  const unexpected = await fixture.get("/early-throw");

  assert.equal(known.status, 418);
  assert.equal(await known.text(), "short and stout");
  assert.equal(unexpected.status, 500);
  assert.equal(await unexpected.text(), "Internal Server Error");
});

Deno.test("a page without islands carries no script", async () => {
  await using fixture = await buildFixture();

  const html = await (await fixture.get("/")).text();

  assert.doesNotMatch(html, /<script|modulepreload/);
});

Deno.test("nothing is inline: island state is data and scripts have a source", async () => {
  await using fixture = await buildFixture();

  const html = await (await fixture.get("/islands")).text();

  const scripts = [...html.matchAll(/<script([^>]*)>/g)].map(([, at]) => at);
  assert.deepEqual(scripts.map((at) => at?.replace(/-\w{9,}\.js/, "")), [
    ' type="application/json" id="fresh-islands"',
    ' type="module" src="/_fresh/js/boot"',
  ]);
  assert.doesNotMatch(html, /<style|style="/);
  assert.ok(!html.includes("\u2028"), "a line separator was not escaped");
});

Deno.test("a prop that cannot be sent names the island and the prop", async () => {
  await using fixture = await buildFixture();

  const response = await fixture.get("/function-prop");

  assert.equal(response.status, 500);
  assert.match(
    await response.text(),
    /Cannot pass prop &quot;value&quot; to island &quot;routes\/shop\/\(_islands\)\/Echo.tsx&quot;: Cannot stringify a function/,
  );
});

Deno.test("layouts in code nest by path and may replace the outer ones", async () => {
  type Props = { Component: ComponentType };
  const Outer = ({ Component }: Props) => (
    <main>
      <Component />
    </main>
  );
  const Inner = ({ Component }: Props) => (
    <section>
      <Component />
    </section>
  );
  const handler = new App<unknown>()
    .layout("*", Outer)
    .layout("/admin/*", Inner)
    .layout("/alone", Inner, { skipInheritedLayouts: true })
    .get("/", (ctx) => ctx.render(<p>home</p>, { status: 201 }))
    .get("/admin/x", (ctx) => ctx.render(<p>admin</p>))
    .get("/alone", (ctx) => ctx.render(<p>alone</p>))
    .handler();
  const ask = async (path: string) => {
    const response = await handler(new Request(`http://localhost${path}`));
    return [response.status, await response.text()];
  };

  assert.deepEqual(await ask("/"), [
    201,
    "<!DOCTYPE html><main><p>home</p></main>",
  ]);
  assert.deepEqual(await ask("/admin/x"), [
    200,
    "<!DOCTYPE html><main><section><p>admin</p></section></main>",
  ]);
  assert.deepEqual(await ask("/alone"), [
    200,
    "<!DOCTYPE html><section><p>alone</p></section>",
  ]);
});

Deno.test("concurrent async pages do not mix", async () => {
  await using fixture = await buildFixture();

  const pages = await Promise.all(
    Array.from({ length: 20 }, async (_, i) => {
      const path = i % 2 ? `/shop/${i}` : "/about";
      return await (await fixture.get(path)).text();
    }),
  );

  pages.forEach((html, i) => {
    assert.match(html, i % 2 ? new RegExp(`item ${i}<`) : /About Ada/);
    assert.equal(html.includes("<title>About Ada"), i % 2 === 0);
  });
});
