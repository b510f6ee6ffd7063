import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { sampleFleet, sampleId } from "@/components/gallery/sample_fleet.ts";
import { sampleTools } from "@/components/gallery/sample_tools.ts";
import type { AgentId } from "@/domain/ids.ts";
import type { TranscriptEntry } from "@/domain/transcript.ts";
import { faultsOf } from "@/tests/helpers/axe_faults.ts";
import { openBrowser } from "@/tests/helpers/browser.ts";
import { longTranscript } from "@/tests/helpers/long_transcript.ts";
import { servePlatform } from "@/tests/helpers/served_platform.ts";

const ADA = sampleId(1) as AgentId;
const ENTRIES = 100_000;
/** All elements of the page, however long the transcript is. */
const MOST_NODES = 2_500;
const MOST_HEAP_BYTES = 64 * 1024 ** 2;
/** Milliseconds, with room for a machine that has much else to do. */
const MOST_OPENING_MS = 15_000;

/** The agent's page with that transcript. */
async function serve(entries: readonly TranscriptEntry[]) {
  const fleet = sampleFleet();
  const ada = { ...fleet.agents[ADA]!, transcript_length: entries.length };
  const server = await servePlatform({
    ...fleet,
    agents: { ...fleet.agents, [ADA]: ada },
  });
  for (const entry of entries) server.platform.transcript.push(entry);
  return server;
}

const line = (page: Page, n: number) => page.locator(`#entry-${n}`);
const button = (page: Page, name: string) =>
  page.getByRole("button", { name, exact: true });
const nodesOf = (page: Page) =>
  page.evaluate(() => document.querySelectorAll("*").length);

/** The first line that is seen as a whole, and where it stands. */
const firstSeen = (page: Page) =>
  page.evaluate(() => {
    const box = document.querySelector(".transcript")!.getBoundingClientRect();
    const seen = [...document.querySelectorAll("article.entry")].find((each) =>
      each.getBoundingClientRect().top >= box.top
    );
    return {
      n: Number(seen?.id.slice("entry-".length)),
      topPx: seen!.getBoundingClientRect().top,
    };
  });

async function heapBytes(page: Page): Promise<number> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("HeapProfiler.collectGarbage");
  const { usedSize } = await devtools.send("Runtime.getHeapUsage");
  await devtools.detach();
  return usedSize;
}

Deno.test("100,000 entries open at once, scroll to the top and back, and are searched, with few of them on the page", async (t) => {
  await using server = await serve(longTranscript(ENTRIES));
  await using browser = await openBrowser();
  const { page, problems } = browser;
  await page.setViewportSize({ width: 1280, height: 900 });
  const counts: number[] = [];

  await t.step("the end is there first", async () => {
    const startMs = performance.now();
    await page.goto(`${server.origin}/agents/${ADA}`);
    await line(page, ENTRIES - 1).waitFor();
    const openMs = performance.now() - startMs;
    await page.locator('[data-link="live"]').waitFor();
    counts.push(await nodesOf(page));
    assert.ok(openMs < MOST_OPENING_MS, `${openMs} ms`);
  });

  await t.step(
    "the top is one press away, and lines stay put on the way up",
    async () => {
      await button(page, "To the start").click();
      await line(page, 0).waitFor();
      assert.equal((await firstSeen(page)).n, 0);
      counts.push(await nodesOf(page));
      await page.goto(`${server.origin}/agents/${ADA}?entry=30001`);
      await page.locator('.entry[aria-current="true"]').waitFor();
      const box = page.locator(".transcript");
      await box.hover();
      let last = (await firstSeen(page)).n;
      for (let step = 0; step < 25; step++) {
        await page.mouse.wheel(0, -300);
        // A line higher than what was scrolled may be the first one again.
        await page.waitForFunction(
          (n) => document.querySelector(`#entry-${n}`) !== null,
          last,
        );
        const now = (await firstSeen(page)).n;
        assert.ok(now <= last && last - now < 60, `from ${last} to ${now}`);
        last = now;
      }
      assert.ok(last < 29_950, `${last}`);
      counts.push(await nodesOf(page));
    },
  );

  await t.step(
    "a search finds an entry in the middle and goes to it",
    async () => {
      await page.keyboard.press("/");
      await page.keyboard.type("part_5000.ts");
      await page.keyboard.press("Enter");
      await page.getByText("2 of 2", { exact: true }).waitFor();
      const marked = page.locator('.entry[aria-current="true"]');
      await marked.getByText("const more = true;").waitFor();
      await page.keyboard.press("Enter");
      await page.getByText("1 of 2", { exact: true }).waitFor();
      await line(page, 40_002).and(marked).waitFor();
      const highlights = await page.evaluate(() =>
        CSS.highlights.get("found")?.size
      );
      assert.ok(highlights && highlights >= 2);
      counts.push(await nodesOf(page));
    },
  );

  await t.step("a part of it is listed alone", async () => {
    await button(page, "Errors").click();
    await page.getByText("250 entries", { exact: true }).waitFor();
    await page.getByText("exit 1").first().waitFor();
    await button(page, "All").click();
    await line(page, ENTRIES - 1).waitFor();
    counts.push(await nodesOf(page));
  });

  const heap = await heapBytes(page);
  assert.ok(Math.max(...counts) < MOST_NODES, `${counts}`);
  assert.ok(heap < MOST_HEAP_BYTES, `${heap} bytes`);
  assert.deepEqual(problems, []);
});

Deno.test("the end is followed until the reader goes up, who is told what is new", async () => {
  const entries = longTranscript(130);
  await using server = await serve(entries.slice(0, 120));
  await using browser = await openBrowser();
  const { page, problems } = browser;
  const append = (entry: TranscriptEntry) => {
    server.platform.transcript.push(entry);
    server.platform.commit({
      type: "transcript.appended",
      agent_id: ADA,
      data: { entry },
    });
  };
  await page.goto(`${server.origin}/agents/${ADA}`);
  await page.locator('[data-link="live"]').waitFor();

  append(entries[120]!);
  await line(page, 120).waitFor();
  await page.locator(".transcript").focus();
  await page.keyboard.press("Home");
  await button(page, "Follow: off f").waitFor();
  await page.waitForFunction(() =>
    document.querySelector(".transcript")?.scrollTop === 0
  );
  const before = await firstSeen(page);
  for (const entry of entries.slice(121, 124)) append(entry);
  await page.getByText("3 new below").waitFor();
  const after = await firstSeen(page);
  await page.keyboard.press("f");
  await line(page, 122).waitFor();

  assert.deepEqual(after, before);
  assert.equal(await page.getByText("new below").count(), 0);
  assert.deepEqual(problems, []);
});

Deno.test("lines are walked and opened by keys, and have addresses of their own", async () => {
  await using server = await serve(sampleTools());
  await using browser = await openBrowser();
  const { page, problems } = browser;
  await page.goto(`${server.origin}/agents/${ADA}#entry-6`);
  await page.locator('[data-link="live"]').waitFor();
  const edit = line(page, 6);

  await edit.getByText("const user = find();").waitFor();
  await page.locator(".transcript").focus();
  // The first line, the second one, which is open as it failed, the third.
  for (const key of ["j", "j", "j", "o"]) await page.keyboard.press(key);
  await page.locator("article:focus details[open]").waitFor();
  await line(page, 14).getByRole("link").click();

  await line(page, 14).getByText("Mend the login").last().waitFor();
  await page.waitForURL(/#entry-14$/);
  assert.deepEqual(problems, []);
});

Deno.test("without scripts the end is read, and what came before is a link away", async () => {
  await using server = await serve(longTranscript(420));
  await using browser = await openBrowser({ javaScriptEnabled: false });
  const { page } = browser;
  await page.goto(`${server.origin}/agents/${ADA}`);

  assert.equal(await line(page, 416).count(), 1);
  assert.equal(await line(page, 340).count(), 0);
  await page.getByRole("link", { name: "Earlier entries" }).click();
  await line(page, 340).waitFor({ state: "attached" });
  await page.getByRole("link", { name: "To the end" }).click();

  await line(page, 416).waitFor({ state: "attached" });
});

Deno.test("every tool's view, a search and raw lines have no fault that axe knows, in both themes", async () => {
  await using server = await serve(sampleTools());
  await using browser = await openBrowser();
  const { page, problems } = browser;
  const at = new Date().toISOString();
  server.platform.frames.push(
    { n: 0, at, from: "in", bytes: 13, line: '{"a":"hello"}' },
    { n: 1, at, from: "out", bytes: 90_000, line: '{"type":"result"}' },
  );
  await page.emulateMedia({ reducedMotion: "reduce" });
  const faults: string[] = [];
  const look = async (where: string) => {
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      const found = await faultsOf(page);
      faults.push(...found.map((fault) => `${where} ${colorScheme} ${fault}`));
    }
  };

  await page.goto(`${server.origin}/agents/${ADA}`);
  await page.locator('[data-link="live"]').waitFor();
  await button(page, "To the start").click();
  for (const tool of ["Read", "Edit", "Grep", "TodoWrite"]) {
    await page.locator("summary", { hasText: tool }).click();
  }
  await page.getByRole("searchbox").fill("login");
  await page.keyboard.press("Enter");
  await page.getByText(/ of \d/, { exact: false }).first().waitFor();
  await look("tools");
  await page.setViewportSize({ width: 320, height: 640 });
  await look("narrow");
  await page.goto(`${server.origin}/agents/${ADA}/raw`);
  await page.getByRole("button", { name: "Copy line 1" }).waitFor();
  await look("raw");

  assert.deepEqual(faults, []);
  assert.deepEqual(problems, []);
});
