import assert from "node:assert/strict";
import { buildFixture } from "@/tests/helpers/fresh_fixture.ts";

Deno.test("a static file is revalidated, or kept for a year under its hash", async () => {
  await using fixture = await buildFixture();
  const html = await (await fixture.get("/")).text();
  const hashed = /href="(\/styles\.css\?[^"]+)"/.exec(html)?.[1];
  assert.ok(hashed, "the stylesheet has no hashed URL");

  const plain = await fixture.get("/styles.css");
  const kept = await fixture.get(hashed);
  const stale = await fixture.get("/styles.css?__h=0000000000000000");
  const unchanged = await fixture.get("/styles.css", {
    headers: { "if-none-match": plain.headers.get("etag") ?? "" },
  });

  assert.equal(plain.headers.get("cache-control"), "no-cache");
  assert.match(kept.headers.get("cache-control") ?? "", /31536000, immutable/);
  assert.equal(stale.headers.get("cache-control"), "no-cache");
  assert.equal(unchanged.status, 304);
  assert.equal(unchanged.body, null);
  await Promise.all([plain, kept, stale].map((it) => it.body?.cancel()));
});

Deno.test("Tailwind writes the classes that the project uses", async () => {
  await using fixture = await buildFixture();

  const css = await (await fixture.get("/styles.css")).text();

  assert.match(css, /\.text-3xl/);
  assert.match(css, /\.underline/);
});

Deno.test("scripts are immutable by name and typed as JavaScript", async () => {
  await using fixture = await buildFixture();
  const html = await (await fixture.get("/islands")).text();
  const boot = /src="(\/_fresh\/js\/boot-\w{9,}\.js)"/.exec(html)?.[1];
  assert.ok(boot, "the page has no boot script");

  const script = await fixture.get(boot);

  assert.match(script.headers.get("content-type") ?? "", /^text\/javascript/);
  assert.match(script.headers.get("cache-control") ?? "", /immutable/);
  await script.body?.cancel();
});

Deno.test("only files of the build are served, whatever the path", async () => {
  await using fixture = await buildFixture();
  const paths = [
    "/../app.ts",
    "/%2e%2e/app.ts",
    "/..%2fapp.ts",
    "/img/%2e%2e%2f%2e%2e%2fapp.ts",
    "/_fresh/server.js",
    "/snapshot.js",
    "/fingerprint.json",
    "/client/styles.css",
    "/plain.txt%00.css",
    "//etc/passwd",
    "/__proto__",
  ];

  for (const path of paths) {
    const response = await fixture.app.fetch(
      new Request(`http://localhost${path}`),
    );

    assert.equal(response.status, 404, path);
    await response.body?.cancel();
  }
});
