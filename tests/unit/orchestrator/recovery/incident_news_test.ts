import { strict as assert } from "node:assert";
import type { EventDraft } from "@/domain/event.ts";
import type { LimitKind } from "@/domain/limits.ts";
import { needsPerson } from "@/domain/incident_status.ts";
import { agentId, AT, taskId } from "@/tests/helpers/fleet.ts";
import {
  agentBack,
  agentCrashed,
  attemptFailed,
  busyFleet,
  courseOf,
  taskFailed,
} from "@/tests/helpers/incidents.ts";

const limitClosed = (kind: LimitKind): EventDraft => ({
  type: "limit.closed",
  data: { kind, message: "HTTP 529", until: null, agent_id: agentId(1) },
});
const limitOpened: EventDraft = {
  type: "limit.opened",
  data: { by: { kind: "server" }, reason: "time_over" },
};
const completed = (n: number, attempt = 1): EventDraft => ({
  type: "task.completed",
  agent_id: agentId(n),
  task_id: taskId(n),
  data: {
    attempt,
    result: {
      output: { text: "", length: 0, blob: null },
      duration_ms: 1,
      turns: 1,
    },
  },
});

Deno.test("a lost process is one error, told in the commit that tells of the loss", () => {
  const { events, incidents } = courseOf(busyFleet(), [
    attemptFailed(1, "crashed", "crashed"),
    agentCrashed(1, "crashed"),
  ]);

  const [raised] = events.filter(({ type }) => type === "error.raised");
  assert.equal(incidents.length, 1);
  assert.equal(incidents[0]?.count, 1);
  assert.equal(incidents[0]?.error_type, "agent_crash");
  assert.equal(incidents[0]?.decision, "restart_process");
  assert.equal(incidents[0]?.task_id, taskId(1));
  assert.equal(raised?.caused_by, 1);
  assert.equal(raised?.at, AT);
});

Deno.test("an agent that runs again has recovered, and weighs more when it crashes again and again", () => {
  const crash = [agentCrashed(1, "crashed")];

  const once = courseOf(busyFleet(), crash, agentBack(1));
  const often = courseOf(
    busyFleet(),
    ...Array.from({ length: 4 }, () => [crash, agentBack(1)]).flat(),
  );

  assert.equal(once.incidents[0]?.state.status, "recovered");
  assert.equal(once.incidents[0]?.severity, "high");
  assert.equal(often.incidents.length, 1);
  assert.equal(often.incidents[0]?.count, 4);
  assert.equal(often.incidents[0]?.severity, "critical");
});

Deno.test("ten agents that meet one overload make one incident, which ends when the gate opens", () => {
  const agents = Array.from({ length: 10 }, (_, index) => index + 1);
  const met = agents.map((n) => [attemptFailed(n, "overloaded", "limited")]);

  const during = courseOf(
    busyFleet(10),
    [limitClosed("overloaded"), attemptFailed(1, "overloaded", "limited")],
    ...met.slice(1),
  );
  const after = courseOf(during.fleet, [limitOpened]);

  assert.equal(during.incidents.length, 1);
  assert.equal(during.incidents[0]?.count, 10);
  assert.equal(during.incidents[0]?.agents.length, 10);
  assert.equal(during.incidents[0]?.error_type, "system_overload");
  assert.equal(after.incidents[0]?.state.status, "recovered");
});

Deno.test("a task that has failed for good needs a person, until somebody takes notice or has it tried again", () => {
  const failed = courseOf(busyFleet(), [taskFailed(1, "unknown")]);
  const incident = failed.incidents[0]!;

  const noticed = courseOf(failed.fleet, [{
    type: "error.acknowledged",
    incident_id: incident.id,
    data: { by: { kind: "person" } },
  }]);
  const retried = courseOf(failed.fleet, [{
    type: "task.retried",
    task_id: taskId(1),
    data: { by: { kind: "person" }, blocked: false },
  }]);

  assert.equal(incident.state.status, "gave_up");
  assert.equal(incident.count, 1);
  assert.equal(needsPerson(incident), true);
  assert.equal(needsPerson(noticed.incidents[0]!), false);
  assert.equal(retried.incidents[0]?.state.status, "recovering");
});

Deno.test("work that is done again proves that the cause is gone", () => {
  const { incidents, events } = courseOf(
    busyFleet(2),
    [attemptFailed(1, "network")],
    [attemptFailed(2, "network")],
    [{
      type: "task.assigned",
      agent_id: agentId(1),
      task_id: taskId(1),
      data: { attempt: 2, message_uuid: crypto.randomUUID() },
    }],
    [completed(1, 2)],
  );

  assert.equal(incidents.length, 1);
  assert.equal(incidents[0]?.count, 2);
  assert.equal(incidents[0]?.state.status, "recovered");
  assert.deepEqual(
    events.map(({ type }) => type).filter((type) => type.startsWith("error.")),
    ["error.raised", "error.raised", "error.recovering", "error.recovered"],
  );
});

Deno.test("a hang is one error, from when its task is taken back until its process is replaced", () => {
  const { incidents } = courseOf(
    busyFleet(),
    [attemptFailed(1, "stalled", "stalled")],
    [agentCrashed(1, "stalled")],
    agentBack(1),
  );

  assert.equal(incidents.length, 1);
  assert.equal(incidents[0]?.count, 1);
  assert.deepEqual(
    incidents[0]?.steps.map(({ what, words }) => `${what}: ${words}`),
    [
      "raised: it was stalled",
      "recovering: its process is replaced",
      "recovering: another process takes its session up",
      "recovered: its process runs again",
    ],
  );
});

Deno.test("what a person stopped, and what follows from another failure, is no error", () => {
  const { incidents } = courseOf(
    busyFleet(3),
    [attemptFailed(1, "interrupted", "crashed")],
    [taskFailed(2, "dependency_failed")],
    [taskFailed(3, "interrupted", "cancelled")],
  );

  assert.deepEqual(incidents, []);
});

Deno.test("an incident is closed with its agent, and what happens later is another one", () => {
  const { incidents } = courseOf(
    busyFleet(),
    [agentCrashed(1, "crashed")],
    [{
      type: "agent.terminated",
      agent_id: agentId(1),
      data: { reason: "asked" },
    }],
  );

  assert.equal(incidents[0]?.state.status, "closed");
});
