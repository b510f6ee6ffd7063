import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { openBrowser } from "@/tests/helpers/browser.ts";
import { fadingProxy } from "@/tests/helpers/fading_proxy.ts";
import { tempDirectory } from "@/tests/helpers/temp_directory.ts";
import {
  freePort,
  startVamp,
  type VampServer,
} from "@/tests/helpers/vamp_server.ts";

/**
 * What a page may take until it is true again, once it can reach the server:
 * longer only on a machine on which opening a page takes longer, too.
 */
const TRUE_WITHIN_MS = 2_000;
const TIMES_OPENING = 3;
const OPENED_WITHIN_MS = 30_000;
/** How long the page waits for a word before it says that it is out of date. */
const SILENCE_MS = 10_000;

Deno.test("a page is true again within 2 s of a reload, a restart of the server, and a cut of the network", async (t) => {
  await using folder = await tempDirectory();
  const port = freePort();
  using network = fadingProxy(port);
  // The address stays the server's own: it answers to no other.
  const way = `MAP localhost:${port} 127.0.0.1:${network.port}`;
  await using browser = await openBrowser({
    flags: [`--host-resolver-rules=${way}`],
  });
  const { page } = browser;
  const env = { API_PORT: String(port) };
  const origin = `http://localhost:${port}`;
  let server = await startVamp("start", folder.path, env);
  try {
    await page.goto(server.link().replace(server.url, origin));
    await page.goto(origin);
    const began = performance.now();
    await page.goto(`${origin}/tasks?view=list`);
    await isTrue(page, [], OPENED_WITHIN_MS);
    const opening = performance.now() - began;
    const withinMs = Math.max(TRUE_WITHIN_MS, TIMES_OPENING * opening);

    await t.step("a reload", async () => {
      await giveTask(server, "one");

      await page.reload();

      await isTrue(page, ["one"], withinMs);
    });

    await t.step("a cut of the network", async () => {
      network.cut();
      await page.locator('[data-link="connecting"], [data-link="stale"]')
        .waitFor();
      await giveTask(server, "two");

      network.mend();

      await isTrue(page, ["one", "two"], withinMs);
    });

    await t.step("a restart of the server", async () => {
      Deno.kill(await server.serverPid(), "SIGKILL");
      await server.process.status;
      await page.locator('[data-link="connecting"], [data-link="stale"]')
        .waitFor();

      server = await startVamp("start", folder.path, env);

      await isTrue(page, ["one", "two"], withinMs);
      await giveTask(server, "three");
      await isTrue(page, ["one", "two", "three"], withinMs);
    });

    await t.step("a connection that is gone without a word", async () => {
      network.freeze();
      await giveTask(server, "four");

      await page.getByRole("link", { name: "four", exact: true })
        .waitFor({ timeout: SILENCE_MS + withinMs });
      await isTrue(page, ["one", "two", "three", "four"], withinMs);
    });
  } finally {
    await server.stop();
  }
});

/** The page says that it is live, and shows these tasks, soon enough. */
async function isTrue(
  page: Page,
  titles: readonly string[],
  withinMs: number,
): Promise<void> {
  const began = performance.now();
  const left = () => Math.max(1, withinMs - (performance.now() - began));
  await page.locator('[data-link="live"]').waitFor({ timeout: left() });
  for (const title of titles) {
    await page.getByRole("link", { name: title, exact: true })
      .waitFor({ timeout: left() });
  }
}

async function giveTask(server: VampServer, title: string): Promise<void> {
  const answer = await server.api("/api/tasks", {
    method: "POST",
    body: JSON.stringify({ title, description: title }),
  });
  assert.equal(answer.status, 201, await answer.text());
}
