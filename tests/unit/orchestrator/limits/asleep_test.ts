import { strict as assert } from "node:assert";
import type { EventDraft } from "@/domain/event.ts";
import type { AgentId } from "@/domain/ids.ts";
import { EventWriter } from "@/orchestrator/event_writer.ts";
import { LimitGate } from "@/orchestrator/limits/limit_gate.ts";
import {
  agentId,
  AT,
  createdDrafts,
  sampleAgent,
  sampleTask,
} from "@/tests/helpers/fleet.ts";
import { openStore } from "@/tests/helpers/live_store.ts";
import { until } from "@/tests/helpers/until.ts";

const HOUR_MS = 3_600_000;

async function openGate(drafts: readonly EventDraft[]) {
  const open = await openStore();
  let nowMs = Date.parse(AT);
  const now = () => new Date(nowMs).toISOString();
  const writer = new EventWriter(open.store, { now }, await open.store.load());
  const released: AgentId[] = [];
  const gate = new LimitGate({
    writer,
    sources: { now },
    log: { info: () => {}, error: () => {} },
    random: () => 0,
    onReleased: (agent) => released.push(agent),
  });
  await writer.append(drafts);
  return {
    gate,
    writer,
    released,
    jump(ms: number) {
      nowMs += ms;
      gate.clockJumped();
    },
    [Symbol.dispose]() {
      gate[Symbol.dispose]();
      open[Symbol.dispose]();
    },
  };
}

const AGENTS = [1, 2, 3].flatMap((n) =>
  createdDrafts(sampleAgent(n), sampleTask(n, n))
);

Deno.test("a limit whose time went by in a sleep is over when the host wakes", async () => {
  using bench = await openGate([...AGENTS, {
    type: "limit.closed",
    data: {
      kind: "usage_limit",
      until: new Date(Date.parse(AT) + HOUR_MS).toISOString(),
      message: "used up",
      agent_id: agentId(1),
    },
  }]);

  bench.jump(3 * HOUR_MS);
  await until(
    "the gate opens",
    () => bench.writer.committed.limits.closed === null,
  );

  assert.notEqual(bench.writer.committed.limits.opened_at, null);
});

Deno.test("a pause is no longer than it was meant to be, when the clock is set back in it", async () => {
  using bench = await openGate([...AGENTS, {
    type: "limit.closed",
    data: {
      kind: "overloaded",
      until: new Date(Date.parse(AT) + 50).toISOString(),
      message: "too much to do",
      agent_id: agentId(1),
    },
  }]);

  bench.jump(-2 * HOUR_MS);
  await until(
    "the gate opens",
    () => bench.writer.committed.limits.closed === null,
  );

  assert.notEqual(bench.writer.committed.limits.opened_at, null);
});

Deno.test("after a sleep agents go on one after the other, not all at once", async () => {
  using bench = await openGate(AGENTS);

  bench.jump(3 * HOUR_MS);

  assert.deepEqual(bench.released, [agentId(1)]);
  assert.deepEqual(
    [1, 2, 3].map((n) => bench.gate.holds(agentId(n))),
    [false, true, true],
  );
});
