import assert from "node:assert/strict";
import { sampleCrew } from "@/components/gallery/sample_crew.ts";
import { incidentId } from "@/orchestrator/recovery/incident_id.ts";
import { faultsOf } from "@/tests/helpers/axe_faults.ts";
import { openBrowser } from "@/tests/helpers/browser.ts";
import { AT } from "@/tests/helpers/fleet.ts";
import { raised } from "@/tests/helpers/incidents.ts";
import { servePlatform } from "@/tests/helpers/served_platform.ts";

Deno.test("incidents appear as they happen, need a person, are noticed and closed", async () => {
  const crew = sampleCrew();
  await using server = await servePlatform(crew);
  await using browser = await openBrowser();
  const { page, problems } = browser;
  const { platform } = server;
  const [agent] = Object.values(crew.agents);
  assert.ok(agent);
  const [crash, signIn] = [incidentId(AT, 1), incidentId(AT, 2)];
  await page.goto(`${server.origin}/incidents`);
  await page.getByText("Nothing went wrong").waitFor();
  await page.locator('[data-link="live"]').waitFor();

  platform.commit(raised(crash, "crashed", { agent_id: agent.id }));
  const row = page.locator(".incidents tbody tr");
  await row.getByText("Open", { exact: true }).waitFor();
  platform.commit({
    type: "error.recovered",
    incident_id: crash,
    agent_id: agent.id,
    data: { words: "its process runs again" },
  }, raised(signIn, "authentication"));
  await row.getByText("Recovered", { exact: true }).waitFor();
  const listFaults = await faultsOf(page);

  await page.goto(`${server.origin}/`);
  await page.getByRole("link", { name: "not signed in" }).click();
  await page.locator('[data-link="live"]').waitFor();
  await page.getByText("Only a person can set it right").waitFor();
  const oneFaults = await faultsOf(page);
  await page.getByRole("button", { name: "I have seen this" }).click();
  await page.getByText("A person took notice").waitFor();
  await page.getByRole("button", { name: "Close" }).click();
  await page.getByText("Closed", { exact: true }).first().waitFor();

  assert.equal(platform.fleet().incidents[signIn]?.state.status, "closed");
  assert.deepEqual([...listFaults, ...oneFaults], []);
  assert.deepEqual(problems, []);
});

Deno.test("incidents are read and narrowed down without scripts", async () => {
  await using server = await servePlatform(sampleCrew());
  await using browser = await openBrowser({ javaScriptEnabled: false });
  const { page } = browser;
  server.platform.commit(
    raised(incidentId(AT, 1), "crashed"),
    raised(incidentId(AT, 2), "network"),
  );

  await page.goto(`${server.origin}/incidents`);
  await page.getByLabel("Class").selectOption("network_error");
  await page.getByRole("button", { name: "Show" }).click();
  await page.waitForURL(({ search }) => search.includes("network_error"));
  await page.getByRole("link", { name: "no network" }).waitFor();

  assert.equal(await page.locator(".incidents tbody tr").count(), 1);
});
