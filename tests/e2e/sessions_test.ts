import assert from "node:assert/strict";
import { sampleFleet, sampleId } from "@/components/gallery/sample_fleet.ts";
import type { AgentId, SessionId, TaskId } from "@/domain/ids.ts";
import { openBrowser } from "@/tests/helpers/browser.ts";
import { sampleSession } from "@/tests/helpers/fleet.ts";
import { servePages } from "@/tests/helpers/served_pages.ts";

const RELEASE = sampleId(301) as SessionId;
const DOCS = sampleId(302) as SessionId;

Deno.test("a session that is created appears in the list when its event has come", async () => {
  await using server = await servePages(sampleFleet());
  await using browser = await openBrowser();
  const { page, problems } = browser;
  const session = sampleSession(7, { name: "New work" });
  const bodies: unknown[] = [];
  await page.route("**/api/sessions", (route) => {
    bodies.push(route.request().postDataJSON());
    return route.fulfill({ status: 201, json: session });
  });
  await page.goto(`${server.origin}/sessions`);
  await page.locator('[data-link="live"]').waitFor();

  await page.getByRole("button", { name: "New session" }).click();
  await page.getByLabel("Name").fill("New work");
  await page.getByRole("button", { name: "Create session" }).click();
  await page.getByRole("button", { name: "Creating…" }).waitFor();
  server.commit({
    type: "session.created",
    session_id: session.id,
    data: { session },
  });

  await page.getByRole("link", { name: "New work" }).waitFor();
  await page.getByRole("dialog").waitFor({ state: "hidden" });
  assert.deepEqual(bodies, [{ name: "New work" }]);
  assert.deepEqual(problems, []);
});

Deno.test("a session's totals follow the log without a reload", async () => {
  await using server = await servePages(sampleFleet());
  await using browser = await openBrowser();
  const { page, problems } = browser;
  await page.goto(`${server.origin}/sessions/${RELEASE}`);
  await page.locator('[data-link="live"]').waitFor();
  const agent_id = sampleId(1) as AgentId;
  const task_id = sampleId(101) as TaskId;

  server.commit({
    type: "usage.recorded",
    agent_id,
    task_id,
    data: {
      usage: {
        input_tokens: 10,
        output_tokens: 20,
        cache_read_tokens: 0,
        cache_write_tokens: 0,
        cost_usd: 100,
      },
      duration_ms: 3_600_000,
    },
  });
  server.commit({
    type: "task.failed",
    agent_id,
    task_id,
    data: {
      attempt: 1,
      outcome: "failed",
      failure: { kind: "api_error", message: "500" },
    },
  });

  const totals = page.locator(".metrics");
  await totals.getByText("$100.08").waitFor();
  await totals.getByText("1h 12m").waitFor();
  await totals.getByText("2 failed").waitFor();
  assert.deepEqual(problems, []);
});

Deno.test("a session is archived after a dialog that says the effect, by keyboard too", async () => {
  await using server = await servePages(sampleFleet());
  await using browser = await openBrowser();
  const { page } = browser;
  const bodies: unknown[] = [];
  await page.route(`**/api/sessions/${DOCS}`, (route) => {
    bodies.push(route.request().postDataJSON());
    return route.fulfill({ json: {} });
  });
  await page.goto(`${server.origin}/sessions/${DOCS}`);
  await page.locator('[data-link="live"]').waitFor();
  const archive = page.getByRole("button", { name: "Archive" });
  const dialog = page.getByRole("dialog");

  await archive.focus();
  await page.keyboard.press("Enter");
  await dialog.getByText("Nothing is deleted: 2 agents and 6 ended tasks")
    .waitFor();
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "hidden" });
  assert.deepEqual(bodies, []);
  await archive.click();
  await dialog.getByRole("button", { name: "Archive" }).click();
  await page.getByRole("button", { name: "Archiving…" }).waitFor();
  server.commit({ type: "session.archived", session_id: DOCS, data: {} });

  await page.getByRole("button", { name: "Restore" }).waitFor();
  await page.getByText("Archived", { exact: true }).waitFor();
  assert.deepEqual(bodies, [{ status: "archived" }]);
});

Deno.test("a new agent can join a session that is active, and its page leads there", async () => {
  await using server = await servePages(sampleFleet());
  await using browser = await openBrowser();
  const { page } = browser;
  await page.goto(`${server.origin}/agents/${sampleId(1)}`);
  await page.getByRole("link", { name: "Release 2.4" }).waitFor();
  await page.goto(`${server.origin}/tasks/${sampleId(101)}`);
  await page.getByRole("link", { name: "Release 2.4" }).waitFor();

  await page.goto(server.origin);
  await page.locator('[data-link="live"]').waitFor();
  await page.getByRole("button", { name: "New agent" }).click();
  const options = page.getByLabel("Session").locator("option");
  await options.first().waitFor({ state: "attached" });
  const choices = await options.allTextContents();

  assert.deepEqual(choices, [
    "None",
    "Move the docs to the new site",
    "Release 2.4",
  ]);
});

Deno.test("a session that does not exist says so and leads back", async () => {
  await using server = await servePages(sampleFleet());
  await using browser = await openBrowser();
  const { page } = browser;

  const answer = await page.goto(`${server.origin}/sessions/constructor`);

  assert.equal(answer?.status(), 404);
  await page.locator("h1", { hasText: "There is nothing here" }).waitFor();
});
