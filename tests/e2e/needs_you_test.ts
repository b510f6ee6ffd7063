import assert from "node:assert/strict";
import { sampleCrew } from "@/components/gallery/sample_crew.ts";
import { sampleInbox } from "@/components/gallery/sample_inbox.ts";
import { sampleFleet, sampleId } from "@/components/gallery/sample_fleet.ts";
import { deadLetters } from "@/components/fleet_short.ts";
import { attentionCount } from "@/components/fleet_order.ts";
import type { AgentId, TaskId } from "@/domain/ids.ts";
import { NO_USAGE } from "@/domain/usage_sum.ts";
import { EVENTFUL_BOOT } from "@/tests/helpers/boot_reports.ts";
import { isPendingApproval } from "@/domain/approval_status.ts";
import { faultsOf } from "@/tests/helpers/axe_faults.ts";
import { reachSeen, watchReach } from "@/tests/helpers/in_reach.ts";
import { openBrowser } from "@/tests/helpers/browser.ts";
import { servePlatform } from "@/tests/helpers/served_platform.ts";

const AGENT = sampleId(1) as AgentId;
const TASK = sampleId(101) as TaskId;

Deno.test("what needs a person is answered on the first page, in place", async () => {
  const crew = sampleCrew();
  const { approvals } = sampleInbox(Date.now());
  await using server = await servePlatform({ ...crew, approvals });
  await using browser = await openBrowser();
  const { page, problems } = browser;
  await page.goto(server.origin);
  await page.locator('[data-link="live"]').waitFor();
  const needs = page.getByRole("region", { name: /^Needs you/ });
  const pending = () =>
    Object.values(server.platform.fleet().approvals).filter(isPendingApproval)
      .length;
  const before = pending();
  const faults = await faultsOf(page);

  await needs.getByRole("button", { name: "Allow once" }).first().click();
  await needs.getByRole("button", { name: "Try again: Upgrade the bundler" })
    .click();
  await needs.getByRole("link", { name: "Upgrade the bundler" }).waitFor({
    state: "detached",
  });

  assert.equal(pending(), before - 1);
  const task = Object.values(server.platform.fleet().tasks)
    .find(({ title }) => title === "Upgrade the bundler");
  assert.equal(task?.state.status, "pending");
  assert.deepEqual(faults, []);
  assert.deepEqual(problems, []);
});

Deno.test("a click that was meant for a task that has left the first page tries no other again", async () => {
  await using server = await servePlatform(sampleCrew());
  await using browser = await openBrowser();
  const { page, problems } = browser;
  const [first, second] = deadLetters(server.platform.fleet());
  assert.ok(first && second);
  await page.goto(server.origin);
  await page.locator('[data-link="live"]').waitFor();
  const list = page.locator(".needs-list").filter({ hasText: second.title });
  await watchReach(list);

  await server.platform.retryTask(first.id);

  assert.match(await reachSeen(page), /^[1-9]\d*, then 0$/);
  await list.getByRole("button", { name: second.title }).click();
  await list.getByRole("link", { name: second.title })
    .waitFor({ state: "detached" });
  assert.deepEqual(problems, []);
});

Deno.test("no given-up task can be tried again by a click, while a request above it leaves", async () => {
  const { approvals } = sampleInbox(Date.now());
  await using server = await servePlatform({ ...sampleCrew(), approvals });
  await using browser = await openBrowser();
  const { page, problems } = browser;
  const { platform } = server;
  const [asked] = Object.values(platform.fleet().approvals)
    .filter(isPendingApproval);
  const [task] = deadLetters(platform.fleet());
  assert.ok(asked && task);
  await page.goto(server.origin);
  await page.locator('[data-link="live"]').waitFor();
  const list = page.locator(".needs-list").filter({ hasText: task.title });
  await watchReach(list, page.locator(".needs-you .asks"));

  await platform.decideApproval(asked.id, {
    decision: "deny",
    note: "not today",
  });

  assert.match(await reachSeen(page), /^[1-9]\d*, then 0$/);
  assert.deepEqual(problems, []);
});

Deno.test("a used-up budget, an account that is signed out and a start that lost something appear on the open first page, count in the title, and are answered in place", async () => {
  await using server = await servePlatform(sampleFleet());
  await using browser = await openBrowser();
  const { page, problems } = browser;
  await page.goto(server.origin);
  await page.locator('[data-link="live"]').waitFor();
  const needs = page.getByRole("region", { name: /^Needs you/ });
  const titled = (count: number) =>
    page.waitForFunction((n) => document.title.startsWith(`(${n}) `), count);
  const before = attentionCount(server.platform.fleet());
  const scope = "task";
  const [usd, more] = [1, 9];
  const used = { ...NO_USAGE, cost_usd: usd };

  server.platform.commit(
    {
      type: "budget.set",
      task_id: TASK,
      data: { scope, budget: { usd }, by: { kind: "person" } },
    },
    {
      type: "budget.reached",
      task_id: TASK,
      data: { scope, budget: { usd }, used },
    },
    {
      type: "limit.closed",
      data: {
        kind: "authentication",
        message: "Please run /login",
        until: null,
        agent_id: AGENT,
      },
    },
    { type: "server.boot_reported", data: { report: EVENTFUL_BOOT } },
  );

  await titled(before + 2);
  await needs.getByText("Claude is not signed in").waitFor();
  await page.getByRole("region", { name: /start/i })
    .getByText("Ship it").waitFor();
  assert.equal(await page.getByText("Claude is not signed in").count(), 1);
  await needs.getByRole("button", { name: /^Raise budget/ }).click();
  await page.getByLabel("US dollars").fill(String(more));
  await page.getByRole("button", { name: "Save" }).click();
  await titled(before + 1);
  await needs.getByRole("button", { name: /^Try now/ }).click();
  await titled(before);
  assert.deepEqual(problems, []);
});
