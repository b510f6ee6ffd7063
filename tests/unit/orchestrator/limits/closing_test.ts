import { strict as assert } from "node:assert";
import type { AgentId } from "@/domain/ids.ts";
import { applyToLimits, OPEN_LIMITS } from "@/domain/limits_reducer.ts";
import type { LimitsState } from "@/domain/limits.ts";
import { closing } from "@/orchestrator/limits/closing.ts";
import type { LimitNotice } from "@/orchestrator/limits/limit_notice.ts";

const AGENT = "0199a1b2-0000-7000-8000-000000000001" as AgentId;
const START_MS = Date.parse("2026-01-02T03:04:05.000Z");
const OVERLOADED: LimitNotice = {
  kind: "overloaded",
  message: "HTTP 529",
  until: undefined,
};

const time = (ms: number) => new Date(START_MS + ms).toISOString();

/** The gate after a limit was met at `atMs`. */
function met(
  limits: LimitsState,
  notice: LimitNotice,
  atMs: number,
  random = 1,
): LimitsState {
  const now = time(atMs);
  return closing(limits, notice, AGENT, { now, random }).reduce(
    (state, draft) =>
      applyToLimits(state, { ...draft, seq: 1, at: now } as never),
    limits,
  );
}

function opened(limits: LimitsState, atMs: number): LimitsState {
  return applyToLimits(limits, {
    type: "limit.opened",
    seq: 2,
    at: time(atMs),
    data: { by: { kind: "server" }, reason: "time_over" },
  });
}

const waitMs = ({ closed }: LimitsState, fromMs: number) =>
  Date.parse(closed?.until ?? "") - START_MS - fromMs;

Deno.test("the pause doubles with each limit that follows at once, up to a minute and a half", () => {
  const waits: number[] = [];
  let limits = OPEN_LIMITS;
  let nowMs = 0;
  for (let round = 0; round < 9; round++) {
    limits = met(limits, OVERLOADED, nowMs);
    waits.push(waitMs(limits, nowMs) / 1_000);
    nowMs += waitMs(limits, nowMs);
    limits = opened(limits, nowMs);
  }

  assert.deepEqual(waits, [15, 30, 60, 90, 90, 90, 90, 90, 90]);
});

Deno.test("after a calm minute the pause begins small again", () => {
  const first = opened(met(OPEN_LIMITS, OVERLOADED, 0), 15_000);

  const later = met(first, OVERLOADED, 15_000 + 60_000);

  assert.equal(later.streak, 1);
});

Deno.test("the pause is never shorter than half of its limit", () => {
  assert.equal(waitMs(met(OPEN_LIMITS, OVERLOADED, 0, 0), 0), 7_500);
});

Deno.test("a time that the API gives is kept, and hardly exceeded", () => {
  const until = time(30_000);

  const soon = met(OPEN_LIMITS, { ...OVERLOADED, until }, 0, 0);
  const late = met(OPEN_LIMITS, { ...OVERLOADED, until }, 0, 1);

  assert.deepEqual([waitMs(soon, 0), waitMs(late, 0)], [30_000, 33_000]);
});

Deno.test("ten agents that meet the same limit close the gate once", () => {
  const first = met(OPEN_LIMITS, OVERLOADED, 0);

  const others = Array.from(
    { length: 9 },
    (_, index) =>
      closing(first, OVERLOADED, AGENT, { now: time(index), random: 1 }),
  );

  assert.deepEqual(others.flat(), []);
});

Deno.test("a limit that lasts longer keeps it closed longer, and is the same incident", () => {
  const first = met(OPEN_LIMITS, OVERLOADED, 0);

  const longer = met(
    first,
    { kind: "usage_limit", message: "used up", until: time(3_600_000) },
    1_000,
    0,
  );

  assert.equal(longer.closed?.kind, "usage_limit");
  assert.deepEqual(
    [longer.closed?.since, longer.closed?.until],
    [time(0), time(3_600_000)],
  );
});

Deno.test("without a sign-in it stays closed until a person says so", () => {
  const closed = met(
    OPEN_LIMITS,
    { kind: "authentication", message: "HTTP 401", until: undefined },
    0,
  );

  assert.equal(closed.closed?.until, null);
  assert.deepEqual(
    closing(closed, OVERLOADED, AGENT, { now: time(1), random: 1 }),
    [],
  );
});

Deno.test("switched off, it does not close", () => {
  const off = { ...OPEN_LIMITS, enabled: false };

  assert.equal(met(off, OVERLOADED, 0), off);
});
