import { App, HttpError } from "fresh";
import assert from "node:assert/strict";
import { buildFixture } from "@/tests/helpers/fresh_fixture.ts";

Deno.test("global middlewares run first, then those of the folders in order", async () => {
  await using fixture = await buildFixture();

  const html = await (await fixture.get("/about")).text();

  assert.match(html, /data-visits="global root-1 root-2"/);
});

Deno.test("a middleware with a path runs for routes in code, not for file routes", async () => {
  await using fixture = await buildFixture();

  const inCode = await fixture.get("/scoped/code");
  const fileRoute = await fixture.get("/admin");

  assert.deepEqual(await inCode.json(), ["global", "scoped"]);
  assert.match(await fileRoute.text(), /data-visits="global root-1 root-2"/);
});

Deno.test("code after next() runs for an answer, not for a 404 or an error", async () => {
  await using fixture = await buildFixture();

  const answered = await fixture.get("/");
  const missing = await fixture.get("/nowhere");
  const broken = await fixture.get("/teapot");

  assert.equal(answered.headers.get("x-outer"), "ran");
  assert.equal(missing.headers.get("x-outer"), null);
  assert.equal(broken.headers.get("x-outer"), null);
});

Deno.test("a middleware registered after a route does not see it", async () => {
  const seen: string[] = [];
  const handler = new App<unknown>()
    .get("/before", () => new Response("before"))
    .use((ctx) => {
      seen.push(ctx.url.pathname);
      return ctx.next();
    })
    .get("/after", () => new Response("after"))
    .handler();

  await handler(new Request("http://localhost/before"));
  await handler(new Request("http://localhost/after"));

  assert.deepEqual(seen, ["/after"]);
});

Deno.test("a middleware may be loaded when it is first needed", async () => {
  let loads = 0;
  const handler = new App<unknown>()
    .get("/", () => {
      loads++;
      return Promise.resolve(() => new Response("loaded"));
    })
    .handler();

  const first = await handler(new Request("http://localhost/"));
  const second = await handler(new Request("http://localhost/"));

  assert.equal(await first.text(), "loaded");
  assert.equal(await second.text(), "loaded");
  assert.equal(loads, 1);
});

Deno.test("a mounted app answers below its path, with its own middlewares", async () => {
  const inner = new App<{ who: string }>()
    .use((ctx) => {
      ctx.state.who = "inner";
      return ctx.next();
    })
    .get(
      "/hello/:name",
      (ctx) => new Response(`${ctx.params.name} ${ctx.state.who}`),
    );
  const handler = new App<{ who: string }>()
    .get("/", (ctx) => new Response(ctx.state.who ?? "nobody"))
    .mountApp("/in", inner)
    .handler();

  const mounted = await handler(new Request("http://localhost/in/hello/ada"));
  const outer = await handler(new Request("http://localhost/"));

  assert.equal(await mounted.text(), "ada inner");
  assert.equal(await outer.text(), "nobody");
});

Deno.test("a base path stands before every route", async () => {
  const handler = new App<unknown>({ basePath: "/base" })
    .get("/here", (ctx) => new Response(ctx.config.basePath))
    .handler();

  const below = await handler(new Request("http://localhost/base/here"));
  const beside = await handler(new Request("http://localhost/here"));

  assert.equal(await below.text(), "/base");
  assert.equal(beside.status, 404);
});

Deno.test("forwarded headers change ctx.url only for a trusted proxy", async () => {
  const request = () =>
    new Request("http://localhost/", {
      headers: { "x-forwarded-proto": "https", "x-forwarded-host": "a.test" },
    });
  const appWith = (trustProxy: boolean) =>
    new App<unknown>({ trustProxy })
      .get("/", (ctx) => new Response(ctx.url.origin))
      .handler();

  const trusted = await appWith(true)(request());
  const untrusted = await appWith(false)(request());

  assert.equal(await trusted.text(), "https://a.test");
  assert.equal(await untrusted.text(), "http://localhost");
});

Deno.test("onError and notFound answer what routes throw", async () => {
  const handler = new App<unknown>()
    .onError("*", (ctx) => new Response(`outer ${ctx.error}`, { status: 400 }))
    .onError("/deep", () => new Response("deep", { status: 400 }))
    .notFound(() => new Response("lost", { status: 404 }))
    .get("/fails", () => {
      throw new HttpError(400, "no");
    })
    .get("/deep/fails", () => {
      throw new HttpError(400, "no");
    })
    .handler();
  const ask = async (path: string) =>
    await (await handler(new Request(`http://localhost${path}`))).text();

  assert.equal(await ask("/fails"), "outer HttpError: no");
  assert.equal(await ask("/deep/fails"), "deep");
  assert.equal(await ask("/nowhere"), "lost");
});
