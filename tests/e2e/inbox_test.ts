// Long, because one page is where a person meets everything that is asked.
import assert from "node:assert/strict";
import {
  sampleApproval,
  sampleInbox,
} from "@/components/gallery/sample_inbox.ts";
import { sampleId } from "@/components/gallery/sample_fleet.ts";
import type { ApprovalState } from "@/domain/approval.ts";
import { faultsInBothThemes } from "@/tests/helpers/axe_faults.ts";
import { reachSeen, watchReach } from "@/tests/helpers/in_reach.ts";
import { openBrowser } from "@/tests/helpers/browser.ts";
import { type ServedPages, servePages } from "@/tests/helpers/served_pages.ts";

const BASH = sampleId(401);
const EDIT = sampleId(402);
const QUESTION = sampleId(403);

/** The inbox, live, in a browser of its own. */
async function openInbox() {
  const server = await servePages(sampleInbox(Date.now()));
  const browser = await openBrowser();
  const { page } = browser;
  await page.goto(`${server.origin}/inbox`);
  await page.locator('[data-link="live"]').waitFor();
  const card = (id: string) =>
    page.locator("article").filter({ has: page.locator(`#ask-${id}`) });
  return {
    server,
    page,
    problems: browser.problems,
    card,
    async stateOf(id: string) {
      const answer = await fetch(`${server.origin}/api/approvals/${id}`);
      const { status, decision } = await answer.json();
      return { status, decision };
    },
    async [Symbol.asyncDispose]() {
      await browser[Symbol.asyncDispose]();
      await server[Symbol.asyncDispose]();
    },
  };
}

function decideElsewhere(server: ServedPages, state: ApprovalState) {
  const { id, agent_id, task_id } = sampleApproval(401, {});
  server.commit({
    type: "approval.decided",
    agent_id,
    task_id: task_id ?? undefined,
    approval_id: id,
    data: { state },
  });
}

Deno.test("the inbox has no fault that axe knows, in both themes, wide and at 400 % zoom", async () => {
  await using server = await servePages(sampleInbox(Date.now()));
  await using browser = await openBrowser();
  const { page, problems } = browser;

  const faults: string[] = [];
  for (const width of [1280, 800, 320]) {
    await page.setViewportSize({ width, height: 640 });
    await page.goto(`${server.origin}/inbox`);
    await page.locator('[data-link="live"]').waitFor();
    const plain = await faultsInBothThemes(page);
    faults.push(...plain.map((fault) => `${width} ${fault}`));
    await page.getByRole("button", { name: "Always…" }).first().click();
    await page.getByText("It would have answered").waitFor();
    const found = await faultsInBothThemes(page);
    faults.push(...found.map((fault) => `${width} rule ${fault}`));
  }

  assert.deepEqual(faults, []);
  assert.deepEqual(problems, []);
});

Deno.test("what waits is there in order of age, with all that was asked, also without scripts", async () => {
  await using server = await servePages(sampleInbox(Date.now()));
  await using browser = await openBrowser({ javaScriptEnabled: false });
  const { page } = browser;

  await page.goto(`${server.origin}/inbox`);

  const titles = await page.locator(".ask h3").allTextContents();
  assert.deepEqual(titles, [
    "Dee asks to use Bash",
    "Ada asks to use Edit",
    "Ben asks 2 questions",
    "Cy asks to use mcp__tracker__create_issue",
    "Cy asks to use Write",
  ]);
  const text = await page.locator(".asks").innerText();
  for (
    const part of [
      "rm -rf dist && deno task build --out dist",
      "120000",
      "src/session.ts",
      "return session.endedAt === undefined;",
      "Which pages need it?",
      "U+202E",
    ]
  ) assert.ok(text.includes(part), part);
  assert.match(await page.title(), /^\(6\) Inbox/);
  await page.locator(".nav-count", { hasText: "5" }).waitFor();
  await page.getByText("Denied by a person: Wait for the release.").waitFor();
});

Deno.test("allowed once: the request leaves, the next one has the focus, and the decision is listed", async () => {
  await using inbox = await openInbox();
  const { page, card } = inbox;

  await card(BASH).getByRole("button", { name: "Allow once" }).click();

  await card(BASH).waitFor({ state: "detached" });
  await page.waitForFunction(() =>
    document.activeElement?.textContent?.startsWith("Ada asks")
  );
  await page.getByText("Allowed once by a person").waitFor();
  await page.locator(".nav-count", { hasText: "4" }).waitFor();
  assert.equal((await inbox.stateOf(BASH)).status, "allowed");
  assert.deepEqual(inbox.problems, []);
});

Deno.test("on the focused request a allows and d denies with a note; typing does neither", async () => {
  await using inbox = await openInbox();
  const { page, card } = inbox;

  await card(BASH).focus();
  await page.keyboard.press("d");
  await page.keyboard.type("a bad idea, add a flag");
  await page.keyboard.press("Enter");
  await card(BASH).waitFor({ state: "detached" });
  await page.waitForFunction(() =>
    document.activeElement?.textContent?.startsWith("Ada asks")
  );
  // A second press that comes at once is no answer.
  while (await card(EDIT).count() > 0) await page.keyboard.press("a");

  const denied = await inbox.stateOf(BASH);
  assert.equal(denied.status, "denied");
  assert.equal(denied.decision.note, "a bad idea, add a flag");
  assert.equal((await inbox.stateOf(EDIT)).status, "allowed");
});

Deno.test("a note begins with the very next key, and neither it nor a double press answers another request", async () => {
  await using inbox = await openInbox();
  const { page, card } = inbox;
  await card(BASH).focus();

  // Nothing is drawn between these keys, and the next card gets one at once.
  const note = await page.evaluate(async () => {
    const press = (key: string) =>
      document.activeElement?.dispatchEvent(
        new KeyboardEvent("keydown", { key, bubbles: true }),
      );
    addEventListener("focusin", (event) => {
      const at = event.target as HTMLElement;
      if (at.matches(".ask")) press("a");
    });
    press("d");
    await Promise.resolve();
    press("a");
    const at = document.activeElement as HTMLInputElement;
    at.value = "add a flag";
    at.form?.requestSubmit();
    return at.id;
  });

  assert.equal(note, `note-${BASH}`);
  await card(BASH).waitFor({ state: "detached" });
  await page.waitForFunction(() =>
    document.activeElement?.textContent?.startsWith("Ada asks")
  );
  assert.equal((await inbox.stateOf(BASH)).decision.note, "add a flag");
  assert.equal((await inbox.stateOf(EDIT)).status, "pending");
});

Deno.test("a click that was meant for a request that has left answers none that took its place", async () => {
  await using inbox = await openInbox();
  const { server, page, card } = inbox;
  await watchReach(page.locator(".asks"));

  decideElsewhere(server, {
    status: "denied",
    since: new Date().toISOString(),
    by: { kind: "person" },
    note: "not today",
  });

  assert.match(await reachSeen(page), /^[1-9]\d*, then 0$/);
  await card(EDIT).getByRole("button", { name: "Allow once" }).click();
  await card(EDIT).waitFor({ state: "detached" });
  assert.equal((await inbox.stateOf(EDIT)).status, "allowed");
});

Deno.test("a request is still there after the page is loaded again, and can be answered then", async () => {
  await using inbox = await openInbox();
  const { page, card } = inbox;

  await page.reload();
  await page.locator('[data-link="live"]').waitFor();
  await card(BASH).getByRole("button", { name: "Allow for this task" }).click();

  await card(BASH).waitFor({ state: "detached" });
  await page.getByText("until “Rebuild the bundle from scratch” ends")
    .waitFor();
  assert.equal((await inbox.stateOf(BASH)).decision.scope, "task");
});

Deno.test("what is put off goes behind the others and stays", async () => {
  await using inbox = await openInbox();
  const { page, card } = inbox;

  await card(BASH).getByRole("button", { name: "Not now" }).click();

  await card(BASH).getByText("put off").waitFor();
  const titles = await page.locator(".ask h3").allTextContents();
  assert.equal(titles.at(-1), "Dee asks to use Bash");
  await card(BASH).getByRole("button", { name: "Not now" }).and(
    page.locator(":enabled"),
  ).waitFor();
});

Deno.test("answered somewhere else: a line says what became of it", async () => {
  await using inbox = await openInbox();

  decideElsewhere(inbox.server, {
    status: "denied",
    since: new Date().toISOString(),
    by: { kind: "person" },
    note: "not today",
  });

  await inbox.page.getByText("Bash of Dee: denied by a person: not today")
    .waitFor();
  assert.equal(await inbox.card(BASH).count(), 0);
});

Deno.test("the second of two answers is told what the first one was", async () => {
  await using inbox = await openInbox();
  const { page, card, server } = inbox;
  await page.route("**/decide", async (route) => {
    decideElsewhere(server, {
      status: "allowed",
      since: new Date().toISOString(),
      by: { kind: "person" },
      scope: "once",
      answers: null,
    });
    await route.continue();
  });

  await card(BASH).getByRole("button", { name: "Deny…" }).click();
  await page.getByRole("button", { name: "Deny", exact: true }).click();

  await page.getByText("it was already allowed once by a person").waitFor();
  assert.equal((await inbox.stateOf(BASH)).status, "allowed");
});

Deno.test("questions are answered by options and own words, all of them or none", async () => {
  await using inbox = await openInbox();
  const { card } = inbox;
  const answer = card(QUESTION).getByRole("button", {
    name: "Answer",
    exact: true,
  });

  await card(QUESTION).getByLabel("Something else").first().fill("Okta");
  await card(QUESTION).getByLabel("Keycloak").check();
  const early = await answer.isDisabled();
  await card(QUESTION).getByLabel("Admin").check();
  await card(QUESTION).getByLabel("Something else").last().fill("and billing");
  await answer.click();
  await card(QUESTION).waitFor({ state: "detached" });

  assert.equal(early, true);
  assert.deepEqual((await inbox.stateOf(QUESTION)).decision.answers, {
    "Which provider shall sign people in?": "Keycloak",
    "Which pages need it?": "Admin, and billing",
  });
});

Deno.test("always: the rule begins from the request, counts what it would have answered, and answers it", async () => {
  await using inbox = await openInbox();
  const { page, card } = inbox;

  await card(EDIT).getByRole("button", { name: "Always…" }).click();
  const dialog = page.getByRole("dialog");
  const file = dialog.getByLabel("File");
  const begun = await file.inputValue();
  await dialog.getByText("It would have answered 1 of the last 9 requests.")
    .waitFor();
  await dialog.getByText("Which").click();
  const which = await dialog.getByRole("listitem").allTextContents();
  await file.fill("docs/**");
  await dialog.getByText("It would have answered 0 of").waitFor();
  await file.fill("src/**");
  await dialog.getByRole("button", { name: "Make the rule" }).click();

  await card(EDIT).waitFor({ state: "detached" });
  await page.getByText("Edit(src/**)").waitFor();
  assert.equal(begun, "src/session.ts");
  assert.deepEqual(which, ["Edit src/session.ts"]);
  const { status, decision } = await inbox.stateOf(EDIT);
  assert.deepEqual([status, decision.by.kind], ["allowed", "rule"]);
  assert.deepEqual(inbox.problems, []);
});

Deno.test("a rule is removed, and a ready set is added", async () => {
  await using inbox = await openInbox();
  const { page } = inbox;

  await page.getByRole("button", {
    name: "Remove the rule about Bash(git push*)",
  })
    .click();
  await page.getByText("Bash(git push*)").waitFor({ state: "detached" });
  await page.getByText("Ready sets of rules").click();
  await page.getByRole("listitem").filter({ hasText: "acceptEdits" })
    .getByRole("button").click();

  for (const tool of ["Write", "Edit", "MultiEdit", "NotebookEdit"]) {
    await page.getByRole("button", {
      name: `Remove the rule about ${tool}(**)`,
    }).waitFor();
  }
});

Deno.test("a new request appears by itself, and is counted on every page", async () => {
  await using inbox = await openInbox();
  const { page, server } = inbox;
  await page.goto(`${server.origin}/history`);
  await page.locator('[data-link="live"]').waitFor();
  const approval = sampleApproval(
    410,
    { agent: 1, input: { command: "deno task deploy" }, ageMin: 0 },
    Date.now(),
  );
  const ask = () =>
    server.commit({
      type: "approval.requested",
      agent_id: approval.agent_id,
      task_id: approval.task_id ?? undefined,
      approval_id: approval.id,
      data: { approval },
    });

  ask();
  await page.locator(".nav-count", { hasText: "6" }).waitFor();
  await page.getByRole("link", { name: /Inbox/ }).click();

  await page.getByText("deno task deploy").waitFor();
});
