import { strict as assert } from "node:assert";
import { usageCsv } from "@/api/usage/usage_csv.ts";
import { dayAfter, reportOf } from "@/domain/usage_days.ts";
import { NO_USAGE } from "@/domain/usage_sum.ts";
import {
  agentId,
  AT,
  createdDrafts,
  sampleAgent,
  sampleTask,
} from "@/tests/helpers/fleet.ts";
import { GateUnderTest } from "@/tests/helpers/gate_under_test.ts";
import { problemLine } from "@/tests/helpers/problem_answer.ts";

const cost = (cost_usd: number) => ({ ...NO_USAGE, cost_usd });

/** A gate whose agent used two models in one turn today. */
function gateWithUse(): GateUnderTest {
  const gate = new GateUnderTest();
  gate.platform.commit(
    ...createdDrafts(sampleAgent(1, { name: "Ann" }), sampleTask(1, 1)),
    {
      type: "usage.recorded",
      agent_id: agentId(1),
      data: {
        usage: cost(3),
        models: { opus: cost(2), haiku: cost(1) },
        duration_ms: 5,
      },
    },
  );
  return gate;
}

Deno.test("use is reported by day and by model, agent or session", async () => {
  using gate = gateWithUse();
  const ask = async (by: string) =>
    (await gate.ask(`/api/usage?by=${by}`)).json();

  const models = await ask("model");
  const agents = await ask("agent");
  const sessions = await ask("session");

  assert.deepEqual(
    models.groups.map((group: { name: string; usage: typeof NO_USAGE }) => [
      group.name,
      group.usage.cost_usd,
    ]),
    [["opus", 2], ["haiku", 1]],
  );
  assert.equal(models.total.usage.cost_usd, 3);
  assert.equal(models.days.length, 1);
  assert.equal(models.days[0].groups.length, 2);
  assert.equal(models.from, dayAfter(models.to, -29));
  assert.equal(agents.groups[0].name, "Ann");
  assert.deepEqual([sessions.groups[0].id, sessions.groups[0].name], [
    null,
    null,
  ]);
});

Deno.test("the summary adds up today, 7 days and the month, also while the history is away", async () => {
  using gate = gateWithUse();

  const whole = await (await gate.ask("/api/usage/summary")).json();
  gate.platform.history.state = {
    kind: "away",
    since: AT,
    reason: "gone",
    backlog: 1,
  };
  const alone = await (await gate.ask("/api/usage/summary")).json();
  const report = await problemLine(await gate.ask("/api/usage"));

  assert.deepEqual(
    [whole.used_today, whole.used_7_days, whole.used_month]
      .map(({ cost_usd }) => cost_usd),
    [3, 3, 3],
  );
  assert.equal(alone.used_today.cost_usd, 3);
  assert.deepEqual([alone.used_month, alone.forecast], [null, null]);
  assert.equal(report, "503 history_away");
});

Deno.test("a span that cannot be is refused", async () => {
  using gate = new GateUnderTest();
  const ask = async (query: string) =>
    problemLine(await gate.ask(`/api/usage?${query}`));

  assert.equal(
    await ask("from=2026-02-02&to=2026-02-01"),
    "400 invalid_request",
  );
  assert.equal(
    await ask("from=2020-01-01&to=2026-01-01"),
    "400 invalid_request",
  );
  assert.equal(await ask("from=2026-02-30"), "400 invalid_request");
  assert.equal(await ask("by=colour"), "400 invalid_request");
});

Deno.test("the table for spreadsheets is downloaded as a file", async () => {
  using gate = gateWithUse();

  const answer = await gate.ask(
    "/api/usage.csv?from=2026-01-01&to=2026-01-02&by=agent",
  );

  assert.equal(answer.headers.get("content-type"), "text/csv; charset=utf-8");
  assert.equal(
    answer.headers.get("content-disposition"),
    'attachment; filename="vamp-usage-2026-01-01-2026-01-02-agent.csv"',
  );
  assert.equal(
    await answer.text(),
    "day,agent,name,turns,input_tokens,output_tokens,cache_read_tokens,cache_write_tokens,cost_usd\r\n",
  );
});

Deno.test("a name in the table is no formula, and no new column", () => {
  const span = { from: "2026-01-01", to: "2026-01-02", by: "agent" } as const;
  const row = { day: "2026-01-01", usage: cost(0.5), turns: 1 };

  const csv = usageCsv(reportOf(span, [
    { ...row, id: "a", name: '=1+1,"x"' },
    { ...row, id: null, name: null },
  ]));

  assert.deepEqual(csv.split("\r\n").slice(1), [
    `2026-01-01,a,"'=1+1,""x""",1,0,0,0,0,0.5`,
    "2026-01-01,,,1,0,0,0,0,0.5",
    "",
  ]);
});
