import { strict as assert } from "node:assert";
import type { Task } from "@/domain/task.ts";
import { systemClocks } from "@/orchestrator/boot/wake_watch.ts";
import { LagMeter } from "@/orchestrator/metrics/lag_meter.ts";
import { IS_LONG, recordFault } from "@/tests/helpers/fault_record.ts";
import { movedClock } from "@/tests/helpers/moved_clock.ts";
import {
  granted,
  openPlatformBench,
  type PlatformBench,
} from "@/tests/helpers/platform_under_test.ts";
import { until } from "@/tests/helpers/vamp_server.ts";

const HOUR_MS = 3_600_000;
const SLOW_ANSWER = {
  text: "word ".repeat(40),
  chunk_size: 5,
  chunk_delay_ms: 100,
};
const YEAR_MS = 365 * 24 * HOUR_MS;
/** One after the other, each from where the last one led. */
const JUMPS = [2 * HOUR_MS, -4 * HOUR_MS, YEAR_MS, -2 * YEAR_MS];
/** What a request for permission may wait: far less than any of them. */
const ASKED_FOR_MS = 600_000;

Deno.test("F40: a clock that jumps by hours or a year, either way, ends no lease, attempt or request before its time, and leaves no gap", async () => {
  using clock = movedClock();
  await using on = await openPlatformBench({
    rules: [
      { when: { has_tool_result: true }, reply: "done" },
      {
        when: { last_user: "ask first" },
        reply: {
          tool: {
            name: "Bash",
            input: { command: "touch made", description: "d" },
          },
        },
      },
    ],
    fallback: { ...SLOW_ANSWER, chunk_delay_ms: 40 },
  }, {
    leaseMs: 30_000,
    silenceMs: 30_000,
    approvalTimeoutMs: ASKED_FOR_MS,
    // The clocks are compared more often than every 5 s.
    clocks: {
      ...systemClocks,
      every: (ms, run) => systemClocks.every(ms / 20, run),
    },
  });
  const [asking, working] = [
    await on.agent({ permission_mode: "default" }),
    await on.agent(),
  ];
  const waits = await on.give(asking.id, { description: "ask first" });
  const { id: request } = await on.until(({ approvals }) =>
    Object.values(approvals)[0]
  );

  const given: Task[] = [];
  for (const [at, byMs] of JUMPS.entries()) {
    const task = await on.give(working.id, {});
    await on.until(({ tasks }) => tasks[task.id]?.state.status === "running");
    clock.move(byMs);
    given.push(await on.ended(task));
    await untilWoken(on, at + 1);
  }
  const asked = on.platform.fleet().approvals[request];
  const leftMs = Date.parse(asked?.expires_at ?? "") - Date.now();
  granted(
    await on.platform.decideApproval(request, {
      decision: "allow",
      scope: "once",
    }),
  );
  const allowed = await on.ended(waits);

  const whole = [...given, allowed];
  assert.deepEqual(
    whole.map(({ state, attempts }) => `${state.status} ${attempts.length}`),
    whole.map(() => "completed 1"),
  );
  assert.ok(leftMs > 0 && leftMs <= ASKED_FOR_MS, `${leftMs} ms are left`);
  for (const { state } of whole) {
    const { duration_ms = -1 } = state.status === "completed"
      ? state.result
      : {};
    assert.ok(duration_ms >= 0, `it took ${duration_ms} ms`);
  }
  const log = await on.events();
  assert.deepEqual(log.map(({ seq }) => seq), log.map((_, at) => at + 1));
  const troubles = log.map(({ type }) => type)
    .filter((type) => /crashed|failed|raised|expired|limit/.test(type));
  assert.deepEqual(troubles, []);
  // What is made later is later, whatever the clock says.
  const ids = [waits, ...given].map(({ id }) => id);
  assert.deepEqual(ids, ids.toSorted());
  await recordFault({ fault: "F40", count: JUMPS.length });
});

/** Waits until so many jumps were noticed. */
async function untilWoken(on: PlatformBench, count: number): Promise<void> {
  await until(async () => {
    const log = await on.events();
    const woken = log.filter(({ type }) => type === "server.woke");
    return woken.length === count || undefined;
  }, "the jump was not noticed");
}

Deno.test("F29: an event loop that stands still for half a second is told by its lag, and costs no agent its lease", async () => {
  const blocks = IS_LONG ? 20 : 4;
  await using on = await openPlatformBench({ fallback: SLOW_ANSWER }, {
    leaseMs: 2_000,
    silenceMs: 2_000,
  });
  const agent = await on.agent();
  using meter = new LagMeter(() => performance.now());
  const task = await on.give(agent.id, { description: "be slow" });
  await on.until(({ tasks }) => tasks[task.id]?.state.status === "running");

  for (let n = 0; n < blocks; n++) {
    const until = performance.now() + 500;
    while (performance.now() < until);
    const { promise, resolve } = Promise.withResolvers<void>();
    // What came meanwhile is read, also where other programs want the machine.
    setTimeout(resolve, 200);
    await promise;
  }
  const lag = meter.take();
  const ended = await on.ended(task);

  assert.ok((lag.maxMs) >= 350, JSON.stringify(lag));
  assert.deepEqual(
    [ended.state.status, ended.attempts.length],
    ["completed", 1],
  );
  const silent = (await on.events()).filter((event) =>
    event.type === "agent.activity_changed" &&
    event.data.activity.kind === "silent"
  );
  assert.deepEqual(silent, []);
  await recordFault({ fault: "F29", count: blocks });
});
