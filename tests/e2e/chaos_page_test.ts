import { strict as assert } from "node:assert";
import { openBrowser } from "@/tests/helpers/browser.ts";
import { tempDirectory } from "@/tests/helpers/temp_directory.ts";
import { startVamp, until } from "@/tests/helpers/vamp_server.ts";

/** An agent is started anew within seconds; a busy host takes its time. */
const SETTLED_WITHIN_MS = 120_000;

Deno.test("a visitor of the demo kills an agent and cuts the database off, and watches both settle", async () => {
  await using folder = await tempDirectory();
  await using server = await startVamp("demo", folder.path);
  await using browser = await openBrowser();
  const { page, problems } = browser;
  await until(
    async () => {
      const health = await (await server.api("/api/health")).json();
      return health.history.state === "healthy" || undefined;
    },
    "the history does not open",
    SETTLED_WITHIN_MS,
  );
  await page.goto(server.link());
  await page.goto(`${server.url}/dev/chaos`);
  await page.locator('[data-link="live"]').waitFor();
  const courses = page.locator(".chaos-course");

  // What happens may be heard of before the answer that tells what was done.
  await page.route("**/api/chaos", async (route) => {
    const answer = await route.fetch();
    const { act } = route.request().postDataJSON();
    if (act === "database") {
      const away = page.getByText("The history is away since");
      await away.waitFor({ timeout: SETTLED_WITHIN_MS });
      await away.waitFor({ state: "hidden", timeout: SETTLED_WITHIN_MS });
    } else {
      await until(
        async () => {
          const list = await (await server.api("/api/incidents")).json();
          return list.items.length > 0 || undefined;
        },
        "the kill is no incident",
        SETTLED_WITHIN_MS,
      );
    }
    await route.fulfill({ response: answer });
  });
  await page.getByRole("button", { name: "Cut the link" }).click();
  await courses.getByText("Settled").waitFor({ timeout: SETTLED_WITHIN_MS });
  const history = await courses.first().innerText();
  await page.getByRole("button", { name: "Kill an agent" }).click();
  await courses.nth(1).waitFor();
  await courses.first().getByText("Settled", { exact: true })
    .waitFor({ timeout: SETTLED_WITHIN_MS });
  const agent = await courses.first().innerText();
  await courses.first().getByRole("link").click();
  await page.waitForURL(/\/incidents\/[0-9a-f-]+$/);

  assert.match(history, /The history is away[^]*The history has everything/);
  assert.match(agent, /was killed[^]*has a process again[^]*recovery worked/);
  assert.match(await page.innerText("main"), /crash/i);
  assert.deepEqual(problems, []);
});
