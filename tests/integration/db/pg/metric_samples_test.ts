import { strict as assert } from "node:assert";
import fc from "fast-check";
import { upsertAgents } from "@/db/pg/agents.ts";
import {
  insertSample,
  pruneMetrics,
  readMetricParts,
} from "@/db/pg/metric_samples.ts";
import type { AgentId } from "@/domain/ids.ts";
import { METRIC_NAMES, type MetricSample } from "@/domain/metric.ts";
import { partsOf, samplesOf, seriesOf } from "@/domain/metric_series.ts";
import { newAgent } from "@/tests/helpers/memory_agents.ts";
import { databasesForFile } from "@/tests/helpers/pg_databases.ts";
import { sampleAt } from "@/tests/helpers/sample_metrics.ts";

const databases = databasesForFile();
const START_MS = Date.UTC(2026, 0, 1);
const AGENT = "01900000-0000-7000-8000-000000000001" as AgentId;
const RANGE = { fromMs: START_MS, toMs: START_MS + 240_000, stepMs: 60_000 };
const ALL = { names: METRIC_NAMES, agentId: undefined };

function at(seconds: number): string {
  return new Date(START_MS + seconds * 1_000).toISOString();
}

type Tell = Parameters<Parameters<typeof databases.test>[1]>[0];

async function knowAgent(database: Tell): Promise<void> {
  await upsertAgents(database, [{ ...newAgent(), id: AGENT }]);
}

databases.test("the history puts samples together as memory does, wherever they are divided", async (database) => {
  await knowAgent(database);
  const samples: MetricSample[] = Array.from(
    { length: 12 },
    (_, index) =>
      sampleAt(
        at(index * 19.5),
        index % 3 === 0
          ? { "cost.usd": 0.25 * index, "lag.max": index, "tasks.pending": 4 }
          : { "duration.mean": 1_000 + index },
        index > 5 ? { [AGENT]: 1_000 * index } : {},
      ),
  );
  for (const sample of samples) await insertSample(database, sample);
  const inMemory = partsOf(samples, RANGE);
  const lines = (parts: typeof inMemory) =>
    seriesOf(parts, RANGE, () => true)
      .toSorted((a, b) => a.name < b.name ? -1 : a.name > b.name ? 1 : 0);

  await fc.assert(
    fc.asyncProperty(fc.nat({ max: 12 }), async (cut) => {
      const splitMs = Date.parse(samples[cut]?.at ?? at(240));
      const stored = await readMetricParts(
        database,
        { ...RANGE, toMs: splitMs },
        ALL,
      );
      const parts = [...stored, ...partsOf(samples.slice(cut), RANGE)];

      assert.deepEqual(lines(parts), lines(inMemory));
      assert.deepEqual(samplesOf(parts, RANGE), samplesOf(inMemory, RANGE));
    }),
    { numRuns: 13 },
  );
});

databases.test("storing a sample again changes nothing", async (database) => {
  const sample = sampleAt(at(0), { "agents.busy": 1 });

  await insertSample(database, sample);
  await insertSample(database, sample);

  const parts = await readMetricParts(database, RANGE, ALL);
  assert.deepEqual(parts.map(({ count }) => count), [1, 1]);
});

databases.test("values of an agent that the history does not know are left out alone", async (database) => {
  await insertSample(database, sampleAt(at(0), {}, { [AGENT]: 5 }));

  const parts = await readMetricParts(database, RANGE, ALL);

  assert.deepEqual(parts.map(({ name }) => name), ["memory.server"]);
});

databases.test("one agent's values come with the marker that tells when samples were taken", async (database) => {
  await knowAgent(database);
  await insertSample(
    database,
    sampleAt(at(0), { "agents.busy": 1 }, { [AGENT]: 5 }),
  );

  const parts = await readMetricParts(database, RANGE, {
    names: METRIC_NAMES,
    agentId: AGENT,
  });

  assert.deepEqual(
    parts.map(({ name, agent_id }) => [name, agent_id]).sort(),
    [["memory.agent", AGENT], ["memory.server", null]],
  );
});

databases.test("pruning takes the oldest first, so many at once, and nothing that is young enough", async (database) => {
  for (let i = 0; i < 5; i++) {
    await insertSample(database, sampleAt(at(i * 15)));
  }
  const before = new Date(START_MS + 45_000);

  const steps = [
    await pruneMetrics(database, before, 2),
    await pruneMetrics(database, before, 2),
    await pruneMetrics(database, before, 2),
  ];

  assert.deepEqual(steps, [2, 1, 0]);
  const parts = await readMetricParts(database, RANGE, ALL);
  assert.deepEqual(parts.map(({ stepAtMs, count }) => [stepAtMs, count]), [
    [START_MS, 1],
    [START_MS + 60_000, 1],
  ]);
});
