import assert from "node:assert/strict";
import { sampleCrew } from "@/components/gallery/sample_crew.ts";
import { shortText } from "@/domain/long_text.ts";
import { faultsOf } from "@/tests/helpers/axe_faults.ts";
import { openBrowser } from "@/tests/helpers/browser.ts";
import { servePages } from "@/tests/helpers/served_pages.ts";

const TEXT = [
  "# Done",
  "See `src/auth.ts` and [the docs](https://docs.example/).",
  "<img src=x onerror=alert(1)>",
  "| file | lines |\n| --- | ---: |\n| a.ts | 12 |",
].join("\n\n");

/** A fleet in which a task that runs was described in markdown. */
function start() {
  const fleet = sampleCrew();
  const task = Object.values(fleet.tasks).find(({ state, mode }) =>
    state.status === "running" && mode === "direct"
  );
  assert.ok(task);
  const described = { ...task, description: shortText(TEXT) };
  return {
    task,
    fleet: { ...fleet, tasks: { ...fleet.tasks, [task.id]: described } },
  };
}

Deno.test("a description is rendered by the server, and a result that comes later by the browser", async () => {
  const { fleet, task } = start();
  await using server = await servePages(fleet);
  await using browser = await openBrowser();
  const { page, problems } = browser;
  await page.goto(`${server.origin}/tasks/${task.id}`);
  await page.locator('[data-link="live"]').waitFor();
  const description = page.getByRole("region", { name: "Description" });
  await description.locator("code", { hasText: "src/auth.ts" }).waitFor();
  await description.getByRole("table").waitFor();
  assert.ok(task.agent_id);

  server.commit({
    type: "task.completed",
    agent_id: task.agent_id,
    task_id: task.id,
    data: {
      attempt: task.attempts.length,
      result: { output: shortText(TEXT), duration_ms: 10, turns: 1 },
    },
  });

  const result = page.getByRole("region", { name: "Result" });
  const link = result.getByRole("link", { name: "the docs" });
  await link.waitFor();
  assert.deepEqual(
    [await link.getAttribute("rel"), await link.getAttribute("target")],
    ["noopener noreferrer nofollow", "_blank"],
  );
  assert.equal(await page.locator(".markdown img").count(), 0);
  await result.getByText("<img src=x onerror=alert(1)>").waitFor();
  assert.deepEqual(await faultsOf(page), []);
  assert.deepEqual(problems, []);
});
