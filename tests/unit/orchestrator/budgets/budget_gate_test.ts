import { strict as assert } from "node:assert";
import type { EventDraft } from "@/domain/event.ts";
import type { AgentId } from "@/domain/ids.ts";
import { NO_USAGE } from "@/domain/usage_sum.ts";
import { BudgetGate } from "@/orchestrator/budgets/budget_gate.ts";
import { EventWriter } from "@/orchestrator/event_writer.ts";
import {
  agentId,
  AT,
  createdDrafts,
  sampleAgent,
  sampleTask,
  taskId,
} from "@/tests/helpers/fleet.ts";
import { openStore } from "@/tests/helpers/live_store.ts";
import { until } from "@/tests/helpers/until.ts";

const DAY_MS = 86_400_000;
const by = { kind: "person" } as const;

const setDay = (usd: number): EventDraft => ({
  type: "budget.set",
  data: { scope: "day", budget: { usd }, by },
});
const used = (cost_usd: number): EventDraft => ({
  type: "usage.recorded",
  agent_id: agentId(1),
  task_id: taskId(1),
  data: { usage: { ...NO_USAGE, cost_usd } },
});

async function openGate(startMs: number, drafts: readonly EventDraft[]) {
  const open = await openStore();
  let nowMs = startMs;
  const now = () => new Date(nowMs).toISOString();
  const writer = new EventWriter(open.store, { now }, await open.store.load());
  const released: AgentId[] = [];
  const gate = new BudgetGate({
    writer,
    sources: { now },
    log: { info: () => {}, error: () => {} },
    onReleased: (agent) => released.push(agent),
  });
  await writer.append([
    ...[1, 2].flatMap((n) => createdDrafts(sampleAgent(n), sampleTask(n, n))),
    ...drafts,
  ]);
  return {
    gate,
    writer,
    released,
    setClock: (ms: number) => nowMs = ms,
    [Symbol.dispose]() {
      gate[Symbol.dispose]();
      open[Symbol.dispose]();
    },
  };
}

Deno.test("a used-up day holds everybody, and at midnight it is renewed by itself", async () => {
  const midnightMs = Math.ceil(Date.parse(AT) / DAY_MS) * DAY_MS;
  using bench = await openGate(midnightMs - 20, [setDay(1), used(1)]);
  const held = [1, 2].map((n) => bench.gate.holds(agentId(n)));
  bench.released.length = 0;

  bench.setClock(midnightMs + 1);
  await until(
    "the day is renewed",
    () => bench.writer.committed.budgets.marks.reached_at === null,
  );
  await bench.writer.drained();

  assert.deepEqual(held, [true, true]);
  assert.equal(bench.gate.holds(agentId(1)), false);
  assert.deepEqual(bench.released, [agentId(1), agentId(2)]);
});

Deno.test("a day that went by while the server was away is renewed at its start, and that of today is not", async () => {
  const startMs = Date.parse(AT);
  using bench = await openGate(startMs, [setDay(1), used(1)]);

  await bench.gate.resume();
  const same = bench.gate.holds(agentId(1));
  bench.setClock(startMs + 2 * DAY_MS);
  await bench.gate.resume();

  assert.equal(same, true);
  assert.equal(bench.gate.holds(agentId(1)), false);
  assert.equal(bench.writer.committed.budgets.today.day, "2026-01-04");
});

Deno.test("a raised budget lets the agents go on, and whoever spends elsewhere was never held", async () => {
  const about = { task_id: taskId(1) };
  const budget = (usd: number): EventDraft => ({
    type: "budget.set",
    ...about,
    data: { scope: "task", budget: { usd }, by },
  });
  using bench = await openGate(Date.parse(AT), [budget(1), used(1)]);
  const holds = () => [
    bench.gate.holds(agentId(1), { id: taskId(1) }),
    bench.gate.holds(agentId(1), { id: taskId(2) }),
    bench.gate.holds(agentId(1)),
  ];
  const before = holds();
  bench.released.length = 0;

  await bench.writer.append([budget(2)]);

  assert.deepEqual(before, [true, false, false]);
  assert.deepEqual(holds(), [false, false, false]);
  assert.deepEqual(bench.released, [agentId(1), agentId(2)]);
});

Deno.test("a process may spend what is left of its agent's budget, and a little more", async () => {
  using bench = await openGate(Date.parse(AT), []);
  const agent = sampleAgent(1, {
    usage: { ...NO_USAGE, cost_usd: 3 },
    config: {
      ...sampleAgent(1).config,
      resource_limits: { budget_usd: 5 },
    },
  });

  const left = bench.gate.processUsd(agent) ?? 0;
  await bench.writer.append([
    { type: "budget.switched", data: { by, enabled: false } },
  ]);

  assert.ok(left > 2 && left < 2.001, String(left));
  assert.equal(bench.gate.processUsd(agent), undefined);
  assert.equal(bench.gate.processUsd(sampleAgent(2)), undefined);
});
