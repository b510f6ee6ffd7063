import assert from "node:assert/strict";
import { startScriptedModel } from "@/model/mod.ts";
import { startScripted } from "@/tests/helpers/scripted_server.ts";
import { tempDirectory } from "@/tests/helpers/temp_directory.ts";
import {
  startVamp,
  until,
  type VampServer,
} from "@/tests/helpers/vamp_server.ts";

const MB = 1_048_576;

Deno.test("a living agent's memory, the server's and the fleet appear, and are found in the history", async () => {
  await using folder = await tempDirectory();
  await using model = await startScriptedModel({
    script: { fallback: "done" },
  });
  await using server = await startScripted(folder.path, model);
  const id = await idleAgent(server);

  const bytes = await until(
    async () =>
      valueOf(
        await scrape(server),
        `vamp_agent_resident_memory_bytes{agent="${id}"}`,
      ),
    "the agent's memory was not measured",
  );
  const text = await scrape(server);
  // Only the history reaches further back than this life of the server.
  const stored = await until(async () => {
    const { series } = await metrics(server, "names=memory.agent");
    return series.find((each: { agent_id: string }) => each.agent_id === id);
  }, "no series of the agent");

  assert.ok(bytes > 100 * MB, `${bytes} bytes`);
  assert.ok((valueOf(text, "vamp_resident_memory_bytes") ?? 0) > 20 * MB);
  assert.ok((valueOf(text, "vamp_event_loop_lag_seconds") ?? -1) >= 0);
  assert.ok(Math.max(...stored.values) > 100 * MB);
  assert.equal(stored.unit, "bytes");
});

Deno.test("what was measured is there after a restart", async () => {
  await using folder = await tempDirectory();
  {
    await using first = await startVamp("start", folder.path);
    await until(async () => {
      const { history } = await (await first.api("/api/health")).json();
      return history.state === "healthy" || undefined;
    }, "the history was not opened");
    const before = valueOf(
      await scrape(first),
      "vamp_sample_timestamp_seconds",
    );
    await until(async () => {
      const now = valueOf(await scrape(first), "vamp_sample_timestamp_seconds");
      return now !== before || undefined;
    }, "no second sample was taken");
  }

  await using again = await startVamp("start", folder.path);
  const started = Date.now();
  const report = await until(async () => {
    const to = new Date(started).toISOString();
    const from = new Date(started - 600_000).toISOString();
    const found = await metrics(
      again,
      `names=memory.server&from=${from}&to=${to}`,
    );
    return found.complete ? found : undefined;
  }, "the history was not opened again");

  const taken = report.samples.reduce((sum: number, n: number) => sum + n, 0);
  // Two or more of the first life, and the first of this one.
  assert.ok(taken >= 3, `${taken} samples`);
});

Deno.test("nothing is measured when the configuration says so", async () => {
  await using folder = await tempDirectory();
  await using server = await startVamp("start", folder.path, {
    MONITORING_ENABLED: "false",
  });

  const text = await server.api("/metrics");
  const { enabled, series } = await metrics(server, "");

  assert.equal(text.status, 404);
  await text.body?.cancel();
  assert.deepEqual({ enabled, series }, { enabled: false, series: [] });
});

async function idleAgent(server: VampServer): Promise<string> {
  const made = await server.api("/api/agents", {
    method: "POST",
    body: JSON.stringify({ role: "worker" }),
  });
  const { id } = await made.json();
  await until(async () => {
    const { status } = await (await server.api(`/api/agents/${id}`)).json();
    return status === "idle" || undefined;
  }, "the agent did not start");
  return id;
}

async function scrape(server: VampServer): Promise<string> {
  const answer = await server.api("/metrics");
  assert.equal(answer.status, 200);
  return await answer.text();
}

async function metrics(server: VampServer, query: string) {
  return await (await server.api(`/api/metrics?${query}`)).json();
}

/** The value of the first line that has these words. */
function valueOf(text: string, words: string): number | undefined {
  const line = text.split("\n")
    .find((each) => !each.startsWith("#") && each.includes(words));
  return line === undefined ? undefined : Number(line.split(" ").at(-1));
}
