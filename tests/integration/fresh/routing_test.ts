import assert from "node:assert/strict";
import { buildFixture } from "@/tests/helpers/fresh_fixture.ts";

Deno.test("file routes answer with the params of their pattern", async () => {
  await using fixture = await buildFixture();

  const rest = await fixture.get("/old/a/b");
  const overridden = await fixture.get("/x/lib@1.2");
  const withOptional = await fixture.get("/docs/v2");
  const withoutOptional = await fixture.get("/docs");

  assert.deepEqual(await rest.json(), { path: "a/b" });
  assert.deepEqual(await overridden.json(), { module: "lib", version: "1.2" });
  assert.match(await withOptional.text(), /docs v2 by \/docs\{\/:version\}\?/);
  assert.match(await withoutOptional.text(), /docs none/);
});

Deno.test("a literal file name wins over a dynamic one", async () => {
  await using fixture = await buildFixture();

  assert.match(await (await fixture.get("/shop/new")).text(), /new item/);
  assert.match(await (await fixture.get("/shop/7")).text(), /item 7/);
});

Deno.test("a file route without the method is a 404 page, a route in code a 405", async () => {
  await using fixture = await buildFixture();

  const fileRoute = await fixture.get("/api/method", { method: "DELETE" });
  const page = await fixture.get("/shop/new", { method: "POST" });
  const inCode = await fixture.get("/only-post");

  assert.equal(fileRoute.status, 404);
  assert.match(await fileRoute.text(), /data-error="404"/);
  assert.equal(page.status, 404);
  assert.match(await page.text(), /data-error="404"/);
  assert.equal(inCode.status, 405);
  assert.equal(await inCode.text(), "Method Not Allowed");
});

Deno.test("HEAD is answered by GET without a body", async () => {
  await using fixture = await buildFixture();

  const response = await fixture.get("/api/method", { method: "HEAD" });

  assert.equal(response.status, 200);
  assert.equal(response.headers.get("x-method"), "GET");
  assert.equal(response.body, null);
});

Deno.test("one handler function answers every method", async () => {
  await using fixture = await buildFixture();

  for (const method of ["GET", "PUT", "DELETE"]) {
    const inFile = await fixture.get("/api/any", { method });
    const inCode = await fixture.get("/any/thing", { method });

    assert.equal(await inFile.text(), method);
    assert.equal(await inCode.text(), method);
  }
});

Deno.test("page() sets data, status and headers", async () => {
  await using fixture = await buildFixture();

  const response = await fixture.get("/about");

  assert.equal(response.status, 203);
  assert.equal(response.headers.get("x-page"), "about");
  assert.match(await response.text(), /<p>About ADA<\/p>/);
});

Deno.test("ctx.params are decoded and ctx.route is the pattern", async () => {
  await using fixture = await buildFixture();

  const response = await fixture.get("/code/a%20b");

  assert.deepEqual(await response.json(), ["a b", "/code/:id"]);
});

Deno.test("ctx.info is what the caller of fetch passed", async () => {
  await using fixture = await buildFixture();
  const info = {
    remoteAddr: { transport: "tcp", hostname: "10.0.0.1", port: 5 },
    completed: Promise.resolve(),
    client: "from outside",
  } as const;

  const response = await fixture.app.fetch(
    new Request("http://localhost/info"),
    info,
  );

  assert.equal((await response.json()).client, "from outside");
});

Deno.test("ctx.redirect never leaves the host by leading slashes", async () => {
  await using fixture = await buildFixture();

  const response = await fixture.get("/redirect");

  assert.equal(response.status, 302);
  assert.equal(response.headers.get("location"), "/evil.example/x");
});
