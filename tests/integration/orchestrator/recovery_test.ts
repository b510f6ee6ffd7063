import { strict as assert } from "node:assert";
import { AgentConfig } from "@/domain/agent.ts";
import type { Fleet } from "@/domain/fleet.ts";
import type { Incident } from "@/domain/incident.ts";
import { needsPerson } from "@/domain/incident_status.ts";
import { processId } from "@/domain/agent_status.ts";
import { recordFault } from "@/tests/helpers/fault_record.ts";
import {
  openPlatformBench,
  type PlatformBench,
} from "@/tests/helpers/platform_under_test.ts";

/** The one incident of a fleet. */
const only = ({ incidents }: Fleet): Incident | undefined =>
  Object.values(incidents)[0];
const recovered = (fleet: Fleet) => {
  const incident = only(fleet);
  return incident?.state.status === "recovered" && incident;
};

async function courses(on: PlatformBench): Promise<string[]> {
  const events = await on.events();
  return events.map(({ type }) => type).filter((type) =>
    type.startsWith("error.")
  );
}

Deno.test("a session that is too long for the model goes on in a new one, with what was done so far", async () => {
  await using on = await openPlatformBench({
    rules: [
      {
        when: { last_user: "longer than your model can read" },
        reply: "All done now.",
      },
      {
        when: { has_tool_result: true },
        reply: {
          status: 400,
          message: "prompt is too long: 203114 tokens > 200000 maximum",
        },
      },
    ],
    fallback: {
      text: "I begin with the list.",
      tool: { name: "Bash", input: { command: "echo the list" } },
    },
  });
  const agent = await on.agent({ allowed_tools: ["Bash"] });
  const first = agent.claude_session.id;

  const ended = await on.ended(
    await on.give(agent.id, { description: "count the list" }),
    60_000,
  );
  const incident = await on.until(recovered);

  const now = on.platform.fleet().agents[agent.id]!;
  const prompt =
    on.bench.model.requests.map((request) => JSON.stringify(request))
      .find((text) => text.includes("longer than your model can read")) ?? "";
  assert.equal(ended.state.status, "completed");
  assert.equal(ended.attempts[0]?.failure?.kind, "context_too_long");
  assert.notEqual(now.claude_session.id, first);
  assert.equal(now.crashes.length, 0);
  assert.match(prompt, /Bash echo the list/);
  assert.match(prompt, /I begin with the list\./);
  assert.match(prompt, /count the list/);
  assert.equal(incident.decision, "fresh_session");
  assert.deepEqual(incident.steps.map(({ what }) => what), [
    "raised",
    "recovering",
    "recovered",
  ]);
});

Deno.test("a killed process is proven by its signal, restarted in its session, and its task is done", async () => {
  await using on = await openPlatformBench({
    rules: [{
      when: { last_user: "Attempt 2" },
      reply: "Done.",
    }],
    fallback: {
      text: "word ".repeat(2_000),
      chunk_size: 5,
      chunk_delay_ms: 20,
    },
  });
  const agent = await on.agent();
  const task = await on.give(agent.id, {});
  const running = await on.until(({ agents, tasks }) =>
    tasks[task.id]?.state.status === "running" && agents[agent.id]
  );

  Deno.kill(processId(running.state)!, "SIGKILL");
  const ended = await on.ended(task, 60_000);
  const incident = await on.until(recovered);

  assert.equal(ended.state.status, "completed");
  assert.equal(incident.kind, "crashed");
  assert.equal(incident.count, 1);
  assert.equal(incident.task_id, task.id);
  assert.equal(incident.evidence.signal, "SIGKILL");
  assert.ok(incident.evidence.frames.length > 0);
  assert.deepEqual(await courses(on), [
    "error.raised",
    "error.recovering",
    "error.recovered",
  ]);
});

Deno.test("without memory idle agents stop, down to two, and nothing starts before there is room", async () => {
  let freeMb = 4_096;
  await using on = await openPlatformBench({ fallback: "Done." }, {
    freeMemoryMb: () => freeMb,
  });
  const agents = [];
  for (let n = 0; n < 3; n++) agents.push(await on.agent());
  const done = await on.ended(await on.give(agents[0]!.id, {}));

  freeMb = 100;
  const late = await on.platform.createAgent(
    AgentConfig.parse({ role: "worker" }),
  );
  const incident = await on.until((fleet) => {
    const found = only(fleet);
    return found?.state.status === "recovering" && found;
  });
  const during = on.platform.fleet();
  freeMb = 2_048;
  await on.until(recovered);
  const up = await on.until(({ agents }) =>
    late.ok && agents[late.value.id]?.state.status === "idle"
  );

  const statuses = agents.map(({ id }) => during.agents[id]?.state.status);
  assert.deepEqual(statuses, ["idle", "terminated", "idle"]);
  assert.equal(
    late.ok && during.agents[late.value.id]?.state.status,
    "starting",
  );
  assert.equal(during.tasks[done.id]?.state.status, "completed");
  assert.equal(incident.kind, "memory_low");
  assert.equal(incident.decision, "free_resources");
  assert.match(incident.steps.at(-1)?.words ?? "", /stopped 1 idle agent/);
  assert.equal(up, true);
  await recordFault({ fault: "F51", count: 1 });
});

Deno.test("agents that meet one overload make one incident, and it is over when the gate opens", async () => {
  await using on = await openPlatformBench({ fallback: { status: 529 } });
  const agents = [await on.agent(), await on.agent(), await on.agent()];
  for (const { id } of agents) await on.give(id, {});
  const during = await on.until((fleet) => {
    const incident = only(fleet);
    return incident?.count === agents.length && incident;
  });

  on.bench.model.setScript({ fallback: "Done." });
  assert.ok((await on.platform.openLimits()).ok);
  const after = await on.until(recovered);

  assert.equal(during.error_type, "system_overload");
  assert.equal(during.decision, "shed_load");
  assert.equal(during.agents.length, agents.length);
  assert.equal(after.id, during.id);
  assert.equal(Object.keys(on.platform.fleet().incidents).length, 1);
});

Deno.test("a refused sign-in waits for the operator, and nothing is tried before", async () => {
  await using on = await openPlatformBench({
    fallback: { status: 401, message: "invalid x-api-key" },
  });
  const agent = await on.agent();
  await on.give(agent.id, {});

  const incident = await on.until(only);
  const asked = on.bench.model.requests.length;
  const answer = await on.platform.acknowledgeIncident(incident.id);

  assert.equal(incident.decision, "ask_operator");
  assert.equal(incident.severity, "critical");
  assert.equal(needsPerson(incident), true);
  assert.equal(on.platform.fleet().limits.closed?.until, null);
  assert.ok(asked <= 3, `${asked} calls`);
  assert.equal(answer.ok && needsPerson(answer.value), false);
});

Deno.test("a process that hangs is reset, and its task is tried again and done", async () => {
  await using on = await openPlatformBench(
    {
      rules: [{ when: { last_user: "/Attempt \\d/" }, reply: "Done." }],
      fallback: { hang: true },
    },
    { leaseMs: 4_000, silenceMs: 500 },
  );
  const agent = await on.agent();

  const ended = await on.ended(
    await on.give(agent.id, { max_attempts: 5 }),
    60_000,
  );
  const incident = await on.until(recovered);

  assert.equal(ended.state.status, "completed");
  assert.equal(ended.attempts[0]?.outcome, "stalled");
  assert.equal(incident.kind, "stalled");
  assert.equal(incident.error_type, "cli_timeout");
  assert.equal(incident.decision, "reset_agent");
});

Deno.test("a task that fails again and again is tried later each time, then needs a person", async () => {
  await using on = await openPlatformBench({
    fallback: { status: 500, message: "Internal server error" },
  });
  const agent = await on.agent();

  const task = await on.give(agent.id, { max_attempts: 2 });
  const ended = await on.ended(task, 60_000);
  const incident = await on.until(only);

  assert.equal(ended.attempts.length, 2);
  assert.equal(incident.kind, "api_error");
  assert.equal(incident.decision, "retry_task");
  assert.equal(incident.count, 2);
  assert.equal(incident.state.status, "gave_up");
  assert.equal(needsPerson(incident), true);
});
