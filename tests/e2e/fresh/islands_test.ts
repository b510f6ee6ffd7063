import assert from "node:assert/strict";
import { openBrowser } from "@/tests/helpers/browser.ts";
import { serveFixture } from "@/tests/helpers/fresh_fixture.ts";

Deno.test("islands come alive under a strict policy and keep what they share", async (t) => {
  await using server = await serveFixture();
  await using browser = await openBrowser();
  const { page, problems } = browser;
  const counter = (name: string) => page.locator(`[data-counter="${name}"]`);
  const shows = (name: string, text: string) =>
    counter(name).filter({ hasText: `${name}: ${text}` }).waitFor();
  const response = await page.goto(`${server.origin}/islands`);
  await page.locator('[data-where="browser"], [data-echo]:has-text("Map")')
    .first().waitFor();

  await t.step("one signal passed to several islands stays one", async () => {
    await counter("left").click();
    await shows("left", "4");
    await shows("right", "4");
    await shows("nested", "4");

    await counter("right").click();
    await shows("left", "5");
  });

  await t.step("an island inside another one's own output works", async () => {
    await counter("outer-own").click();

    await shows("outer-own", "11");
    await shows("left", "5");
  });

  await t.step("an island inside a slot works", async () => {
    await counter("nested").click();

    await shows("nested", "6");
    await shows("left", "6");
  });

  await t.step(
    "a slot keeps its content when it is closed and opened",
    async () => {
      await page.locator('[data-toggle="outer"]').click();
      await page.locator('[data-content="outer"]').waitFor({
        state: "detached",
      });
      assert.equal(await page.locator("[data-footer]").innerText(), "footer");
      await page.locator('[data-toggle="outer"]').click();

      const slot = page.locator("[data-slot]");
      assert.equal(await slot.innerText(), "from the server");
      const input = page.locator("[data-flag]");
      assert.equal(await input.isDisabled(), true);
      assert.equal(await input.inputValue(), "kept");
      await counter("nested").click();
      await shows("left", "7");
    },
  );

  await t.step("a slot the server did not show appears on demand", async () => {
    assert.equal(await page.locator("[data-hidden]").count(), 0);

    await page.locator('[data-toggle="closed"]').click();

    await page.locator("[data-hidden]", { hasText: "was hidden" }).waitFor();
    await counter("hidden").click();
    await shows("right", "8");
  });

  await t.step(
    "islands that start empty fill up in their own places",
    async () => {
      const order = page.locator("[data-order]");
      await order.filter({ hasText: "b2" }).waitFor();
      assert.equal(await order.innerText(), "starta1a2b1b2end");

      await page.locator('[data-late="a1"]').click();
      await page.locator('[data-late="a1"]').waitFor({ state: "detached" });

      assert.equal(await order.innerText(), "startb1b2end");
    },
  );

  await t.step("a table row may be an island", async () => {
    await page.locator("tbody > tr[data-row]").click();

    await page.locator("tbody > tr + tr", { hasText: "clicked" }).waitFor();
  });

  await t.step("props of many types arrive as what they were", async () => {
    const echo = await page.locator("[data-echo]").innerText();

    assert.match(echo, /^Map <\/script><script>alert\(1\)<\/script>, /);
    assert.match(echo, /Date 1970-01-01T00:00:00\.000Z/);
    assert.match(echo, /URL http:\/\/example\.test\/a, 10$/);
  });

  await t.step("useId gives the same distinct ids on both sides", async () => {
    const html = await (await fetch(`${server.origin}/islands`)).text();
    const served = [...html.matchAll(/data-panel="\w+" id="([^"]+)"/g)]
      .map(([, id]) => id);
    const live = await page.locator("[data-panel]")
      .evaluateAll((panels) => panels.map((panel) => panel.id));

    assert.deepEqual(live, served);
    assert.equal(new Set(live).size, 2);
  });

  await t.step("nothing was refused or thrown", () => {
    assert.match(
      response?.headers()["content-security-policy"] ?? "",
      /script-src 'self'; style-src 'self'/,
    );
    assert.deepEqual(problems, []);
  });
});

Deno.test("Head in an island follows its state", async () => {
  await using server = await serveFixture();
  await using browser = await openBrowser();
  const { page, problems } = browser;
  await page.goto(`${server.origin}/islands`);
  await page.locator("[data-echo]", { hasText: "Map" }).waitFor();
  assert.equal(await page.title(), "Before");

  await page.locator("[data-title]").click();

  await page.waitForFunction(() => document.title === "After");
  const description = page.locator('meta[name="description"]');
  assert.equal(await description.count(), 1);
  assert.equal(await description.getAttribute("content"), "about After");
  assert.deepEqual(problems, []);
});

Deno.test("an island whose module fails to load stays as served, others start", async () => {
  await using server = await serveFixture();
  await using browser = await openBrowser();
  const { page } = browser;
  await page.route("**/_fresh/js/TitleEditor-*", (route) => route.abort());

  await page.goto(`${server.origin}/islands`);
  await page.locator("[data-echo]", { hasText: "Map" }).waitFor();

  await page.locator("[data-title]").click();
  assert.equal(await page.locator("[data-title]").innerText(), "Before");
  await page.locator('[data-counter="left"]').click();
  await page.locator('[data-counter="right"]', { hasText: "4" }).waitFor();
});

Deno.test("a second visit fetches no hashed file again", async () => {
  await using server = await serveFixture();
  await using browser = await openBrowser();
  const { page } = browser;
  await page.goto(`${server.origin}/islands`, { waitUntil: "networkidle" });
  const asset = await page.locator("[data-asset]").getAttribute("href");
  const firstVisit = server.requestedPaths.length;

  await page.goto(`${server.origin}/islands`, { waitUntil: "networkidle" });

  assert.match(asset ?? "", /^\/plain\.txt\?__h=[0-9a-f]{16}$/);
  assert.ok(server.requestedPaths.includes("/styles.css"));
  assert.deepEqual(server.requestedPaths.slice(firstVisit), ["/islands"]);
});
