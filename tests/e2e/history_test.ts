import assert from "node:assert/strict";
import {
  sampleAgent,
  sampleFleet,
  sampleId,
} from "@/components/gallery/sample_fleet.ts";
import { sampleTranscript } from "@/components/gallery/sample_transcript.ts";
import { EMPTY_FLEET, type Fleet } from "@/domain/fleet.ts";
import type { AgentId, TaskId } from "@/domain/ids.ts";
import type { TranscriptEntry } from "@/domain/transcript.ts";
import { faultsInBothThemes } from "@/tests/helpers/axe_faults.ts";
import { openBrowser } from "@/tests/helpers/browser.ts";
import { servePages } from "@/tests/helpers/served_pages.ts";

const ADA = sampleId(1) as AgentId;
const AWAY = {
  kind: "away",
  since: "2026-03-14T11:58:56.000Z",
  backlog: 1_204,
  reason: "connect ECONNREFUSED 127.0.0.1:5432",
} as const;

/** A transcript of `count` entries; each says its number. */
function longTranscript(count: number): readonly TranscriptEntry[] {
  const text = sampleTranscript().find(({ kind }) => kind === "text");
  assert.ok(text?.kind === "text");
  return Array.from({ length: count }, (_, n) => {
    const words = `This is line ${n}`;
    return {
      ...text,
      n,
      message_id: `m${n}`,
      text: { text: words, length: words.length, blob: null },
    };
  });
}

/** The sample fleet, with so many entries in Ada's transcript. */
function fleetWithEntries(count: number): Fleet {
  const fleet = sampleFleet();
  const ada = sampleAgent(1, "Ada", fleet.agents[ADA]!.state, {
    transcript_length: count,
  });
  return { ...fleet, agents: { ...fleet.agents, [ADA]: ada } };
}

Deno.test("pages of the history have no fault that axe knows, in both themes, wide and at 400 % zoom", async () => {
  await using server = await servePages(sampleFleet(), sampleTranscript());
  await using away = await servePages(sampleFleet());
  await using empty = await servePages(EMPTY_FLEET);
  await using browser = await openBrowser();
  const { page, problems } = browser;
  away.setHistory(AWAY);
  const urls = [
    `${server.origin}/history`,
    `${server.origin}/history?q=the&kind=transcript&from=2020-01-01`,
    `${server.origin}/history?q=nowhere&agent=${ADA}&outcome=failed`,
    `${server.origin}/history/storage`,
    `${server.origin}/agents/${ADA}?entry=6`,
    `${away.origin}/history?q=the`,
    `${away.origin}/history/storage`,
    `${away.origin}/tasks/${sampleId(107)}`,
    `${empty.origin}/history`,
  ];

  const faults: string[] = [];
  for (const width of [1280, 320]) {
    await page.setViewportSize({ width, height: 640 });
    for (const url of urls) {
      await page.goto(url);
      const found = await faultsInBothThemes(page);
      faults.push(...found.map((fault) => `${url} ${width} ${fault}`));
    }
  }

  assert.deepEqual(faults, []);
  assert.deepEqual(problems, []);
});

Deno.test("a search finds by words, shows where, and leads there, without scripts", async () => {
  await using server = await servePages(
    fleetWithEntries(300),
    longTranscript(300),
  );
  await using browser = await openBrowser({ javaScriptEnabled: false });
  const { page } = browser;
  await page.goto(`${server.origin}/history`);

  await page.getByRole("searchbox", { name: "Search" }).fill("line 12");
  await page.getByRole("button", { name: "Search" }).click();
  const first = page.locator(".hit").first();
  assert.equal(await first.locator("mark").innerText(), "line 12");
  await page.getByRole("link", { name: "Ada said" }).first().click();

  await page.waitForURL(/\?entry=12#entry-12$/);
  const marked = page.locator('.entry[aria-current="true"]');
  assert.match(await marked.innerText(), /This is line 12$/);
});

Deno.test("more results come below the others, and the next page is an address", async () => {
  await using server = await servePages(sampleFleet(), longTranscript(50));
  await using browser = await openBrowser();
  const { page, problems } = browser;
  await page.goto(`${server.origin}/history?q=line&kind=transcript`);
  await page.locator('[data-link="live"]').waitFor();
  const more = page.getByRole("link", { name: "Load more" });
  const address = await more.getAttribute("href");

  await more.click();
  await page.locator(".hit").nth(39).waitFor();
  await more.click();
  await more.waitFor({ state: "detached" });

  assert.equal(await page.locator(".hit").count(), 50);
  assert.match(address ?? "", /^\/history\?q=line&kind=transcript&cursor=/);
  await page.goto(server.origin + address);
  assert.match(
    await page.locator(".hit").first().innerText(),
    /This is line 20/,
  );
  assert.deepEqual(problems, []);
});

Deno.test("an entry deep in a transcript is in view and marked, with what came before and after", async () => {
  await using server = await servePages(
    fleetWithEntries(600),
    longTranscript(600),
  );
  await using browser = await openBrowser();
  const { page, problems } = browser;

  await page.goto(`${server.origin}/agents/${ADA}?entry=100`);
  await page.locator('[data-link="live"]').waitFor();

  const marked = page.locator('.entry[aria-current="true"]');
  assert.match(await marked.innerText(), /This is line 100$/);
  await page.waitForFunction(() => {
    const line = document.querySelector('.entry[aria-current="true"]');
    const box = line?.closest(".transcript")?.getBoundingClientRect();
    const at = line?.getBoundingClientRect();
    return box && at && at.top >= box.top && at.bottom <= box.bottom;
  });
  await page.getByText("This is line 99", { exact: true }).waitFor();
  await page.getByText("This is line 101", { exact: true }).waitFor();
  assert.equal(await page.getByText("This is line 599").count(), 0);
  await page.getByRole("button", { name: "To the end" }).click();
  await page.getByText("This is line 599").waitFor();
  assert.deepEqual(problems, []);
});

Deno.test("a filter that leaves nothing is shown and can be taken away", async () => {
  await using server = await servePages(sampleFleet());
  await using browser = await openBrowser();
  const { page } = browser;
  await page.goto(`${server.origin}/history?q=nightly&agent=${ADA}`);

  await page.getByText("Nothing found").waitFor();
  await page.getByRole("link", { name: "agent Ada" }).click();

  await page.getByRole("link", {
    name: "Find out why the nightly build is slow",
  }).waitFor();
  await page.waitForURL(({ search }) => search === "?q=nightly");
});

Deno.test("every page says that the history is away, when it goes, and no longer, when it is back", async () => {
  await using server = await servePages(sampleFleet());
  await using browser = await openBrowser();
  const { page, problems } = browser;
  await page.goto(server.origin);
  await page.locator('[data-link="live"]').waitFor();

  server.setHistory(AWAY);
  const notice = page.getByText(
    "The history is away since 2026-03-14 11:58:56 UTC.",
  );
  await notice.waitFor();
  server.setHistory({ kind: "behind", seq: 1, backlog: 2_340 });
  await page.getByText("The history is behind by 2,340 events.").waitFor();
  server.setHistory(undefined);

  await page.getByText("The history is behind").waitFor({ state: "detached" });
  assert.deepEqual(problems, []);
});

Deno.test("a task's page tells each of its events as they happen", async () => {
  const task = sampleId(105) as TaskId;
  await using server = await servePages(sampleFleet());
  await using browser = await openBrowser();
  const { page, problems } = browser;
  const place = { agent_id: ADA, task_id: task };
  await page.goto(`${server.origin}/tasks/${task}`);
  await page.locator('[data-link="live"]').waitFor();

  server.commit({
    type: "task.assigned",
    ...place,
    data: { attempt: 1, message_uuid: crypto.randomUUID() },
  });
  await page.locator(".trail-line", { hasText: "given to the agent" })
    .waitFor();
  server.commit({
    type: "task.failed",
    ...place,
    data: {
      attempt: 1,
      outcome: "timed_out",
      failure: { kind: "timed_out", message: "It took over 300 s." },
    },
  });

  await page.locator(".trail-line", { hasText: "failed, timed out" })
    .waitFor();
  const attempt = page.getByRole("row", { name: /timed out/ });
  await attempt.getByText("It took over 300 s.").waitFor();
  await attempt.getByRole("link", { name: "Ada" }).waitFor();
  await page.reload();
  assert.deepEqual(
    await page.locator(".trail-what").evaluateAll((all) =>
      all.map((each) => each.firstChild?.textContent)
    ),
    ["Attempt 1: given to the agent", "Attempt 1: failed, timed out"],
  );
  assert.deepEqual(problems, []);
});
