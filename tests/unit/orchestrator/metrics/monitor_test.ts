import { strict as assert } from "node:assert";
import type { HistoryState } from "@/domain/history_state.ts";
import type { MetricSample } from "@/domain/metric.ts";
import { partsOf } from "@/domain/metric_series.ts";
import { Monitor } from "@/orchestrator/metrics/monitor.ts";
import type {
  MetricStorePort,
  MonitorDeps,
} from "@/orchestrator/metrics/ports.ts";
import { MemoryPlatform } from "@/tests/helpers/memory_platform.ts";
import { sampleAt } from "@/tests/helpers/sample_metrics.ts";

const START_MS = Date.UTC(2026, 0, 1);

/** A store in memory that can be away, or refuse. */
class MemoryStore implements MetricStorePort {
  readonly stored: MetricSample[] = [];
  refusing: Error | undefined;

  insert(sample: MetricSample): Promise<void> {
    if (this.refusing) return Promise.reject(this.refusing);
    this.stored.push(sample);
    return Promise.resolve();
  }
  prune(): Promise<number> {
    return Promise.resolve(0);
  }
  readParts(range: Parameters<MetricStorePort["readParts"]>[0]) {
    if (this.refusing) return Promise.reject(this.refusing);
    return Promise.resolve(partsOf(this.stored, range));
  }
}

function bench(changes: Partial<MonitorDeps> = {}) {
  const platform = new MemoryPlatform();
  const store = new MemoryStore();
  const errors: string[] = [];
  const seen = {
    nowMs: START_MS,
    store: store as MetricStorePort | undefined,
    history: undefined as HistoryState | undefined,
  };
  const monitor = new Monitor({
    fleet: () => platform.fleet(),
    onEvents: (events) => platform.subscribe({ events, delta: () => {} }),
    serverBytes: () => 1_000,
    agentUse: () => Promise.resolve(new Map()),
    clients: () => ({ sse: 1, ws: 0 }),
    counts: () => ({}),
    historyState: () => seen.history ?? platform.historyState(),
    store: () => seen.store,
    log: { info: () => {}, error: (message) => void errors.push(message) },
    nowMs: () => seen.nowMs,
    monotonicMs: () => performance.now(),
    ...changes,
  });
  return {
    platform,
    store,
    errors,
    seen,
    monitor,
    async sampleNext() {
      seen.nowMs += 15_000;
      await monitor.sample();
    },
  };
}

Deno.test("samples wait while the history is away, and are stored in order when it is back", async () => {
  const { monitor, seen, store, sampleNext } = bench();
  await using _ = monitor;
  await monitor.sample();
  seen.store = undefined;
  await sampleNext();
  await sampleNext();
  assert.equal(store.stored.length, 1);

  seen.store = store;
  await sampleNext();

  assert.deepEqual(
    store.stored.map(({ at }) => Date.parse(at) - START_MS),
    [0, 15_000, 30_000, 45_000],
  );
});

Deno.test("a sample waits until the history has heard of its agents", async () => {
  const { monitor, platform, seen, store, sampleNext } = bench();
  await using _ = monitor;
  await monitor.sample();
  await platform.createSession("work");
  seen.history = { kind: "behind", seq: 0, backlog: 1 };
  await sampleNext();
  assert.equal(store.stored.length, 1);

  seen.history = { kind: "healthy", seq: 1 };
  await sampleNext();

  assert.equal(store.stored.length, 3);
});

Deno.test("a store that refuses is told once, and loses nothing", async () => {
  const { monitor, store, errors, sampleNext } = bench();
  await using _ = monitor;
  await monitor.sample();
  store.refusing = new Error("no room");
  await sampleNext();
  await sampleNext();

  store.refusing = undefined;
  await sampleNext();

  assert.deepEqual(errors, ["cannot store metrics"]);
  assert.equal(store.stored.length, 4);
});

Deno.test("a host whose processes cannot be seen costs that sample alone", async () => {
  let isBroken = false;
  const { monitor, platform, errors, store, sampleNext } = bench({
    agentUse: () =>
      isBroken
        ? Promise.reject(new Error("no ps"))
        : Promise.resolve(new Map()),
  });
  await using _ = monitor;
  await monitor.sample();
  await platform.createAgent({
    role: "worker",
    model: "sonnet",
    permission_mode: "default",
    allowed_tools: [],
    resource_limits: {},
  });
  isBroken = true;
  await sampleNext();
  isBroken = false;
  await sampleNext();

  assert.deepEqual(errors, ["cannot take a sample of metrics"]);
  assert.equal(store.stored.length, 2);
});

Deno.test("an hour stays in memory, and what is pushed out unstored is counted and told", async () => {
  const { monitor, seen, errors, sampleNext } = bench();
  await using _ = monitor;
  seen.store = undefined;
  await monitor.sample();
  for (let i = 0; i < 250; i++) await sampleNext();

  const report = await monitor.readMetrics({
    names: ["memory.server"],
    from: new Date(seen.nowMs - 7_200_000).toISOString(),
    to: new Date(seen.nowMs + 1).toISOString(),
    stepSeconds: 15,
  });

  const known = report.series[0]?.values.filter((value) => value !== null);
  assert.equal(known?.length, 240);
  assert.equal(report.complete, false);
  assert.equal(report.dropped_samples, 251 - 240);
  assert.deepEqual(errors, ["samples of metrics were dropped"]);
});

Deno.test("memory and history make one report, and no sample counts twice", async () => {
  const { monitor, platform, seen, store } = bench();
  await using _ = monitor;
  await monitor.sample();
  store.stored.unshift(
    sampleAt(new Date(START_MS - 15_000).toISOString(), { "clients.sse": 3 }),
  );

  const report = await monitor.readMetrics({
    names: ["clients"],
    from: new Date(START_MS - 30_000).toISOString(),
    to: new Date(START_MS + 15_000).toISOString(),
    stepSeconds: 15,
  });

  assert.deepEqual(report.series.map(({ name, values }) => [name, values]), [
    ["clients.sse", [null, 3, 1]],
  ]);
  assert.deepEqual(report.samples, [0, 1, 1]);
  assert.equal(report.complete, true);
  assert.equal(platform.listeners, 1);
  store.refusing = new Error("away");
  const partial = await monitor.readMetrics({
    names: [],
    from: new Date(START_MS - 30_000).toISOString(),
    to: new Date(seen.nowMs).toISOString(),
  });
  assert.equal(partial.complete, false);
});

Deno.test("the monitor counts on since its start, and lets go of everything at its end", async () => {
  const { monitor, platform } = bench();
  await monitor.sample();
  const created = await platform.createAgent({
    role: "worker",
    model: "sonnet",
    permission_mode: "default",
    allowed_tools: [],
    resource_limits: {},
  });
  assert.ok(created.ok);
  for (let i = 0; i < 2; i++) {
    const given = await platform.assignTask(created.value.id, {
      description: "work",
      priority: 0,
    });
    assert.ok(given.ok);
    platform.start(given.value.task);
    platform.complete(given.value.task);
    await monitor.sample();
  }

  const current = await monitor.currentMetrics();
  await monitor[Symbol.asyncDispose]();

  assert.equal(current?.totals["ended.completed"], 2);
  assert.equal(platform.listeners, 0);
});

Deno.test("samples that wait at the end are stored when the history takes them", async () => {
  const { monitor, store, seen } = bench();
  seen.store = undefined;
  await monitor.sample();
  await monitor.sample();
  seen.store = store;

  await monitor[Symbol.asyncDispose]();

  assert.equal(store.stored.length >= 2, true);
});

Deno.test("a history that does not answer at the end holds nobody up", async () => {
  const { monitor, store, seen } = bench();
  seen.store = undefined;
  await monitor.sample();
  seen.store = Object.assign(Object.create(store), {
    insert: () => new Promise<void>(() => {}),
  }) as MetricStorePort;

  await monitor[Symbol.asyncDispose]();

  assert.deepEqual(store.stored, []);
});

Deno.test("what no event tells of is counted in each sample, and in all since the start", async () => {
  const counts = [{ "cut.sse": 2, "cut.ws": 0 }, { "cut.sse": 1, "cut.ws": 0 }];
  const { monitor, store, sampleNext } = bench({
    counts: () => counts.shift() ?? {},
  });
  await using _ = monitor;

  await monitor.sample();
  await sampleNext();
  const current = await monitor.currentMetrics();

  assert.deepEqual(
    store.stored.map(({ values }) =>
      values.find(({ name }) => name === "cut.sse")?.value
    ),
    [2, 1],
  );
  assert.equal(current?.totals["cut.sse"], 3);
});
