import { strict as assert } from "node:assert";
import type { FleetEvent } from "@/domain/event.ts";
import type { AgentId } from "@/domain/ids.ts";
import { courseOf, heardEvent, heardHistory } from "@/islands/chaos/course.ts";

const AT = "2026-01-02T03:04:05.678Z";
const killed = courseOf({
  act: "agent",
  after_seq: 10,
  agent_id: "a" as AgentId,
  told: "killed",
}, AT);
const cut = courseOf({
  act: "database",
  after_seq: 10,
  agent_id: null,
  told: "cut",
}, AT);
const event = (seq: number, type: string, more: object = {}) =>
  ({ seq, at: AT, type, agent_id: "a", ...more }) as FleetEvent;

Deno.test("what became of a killed agent is told until its recovery worked, with its incident", () => {
  const course = [
    event(9, "agent.crashed"),
    event(11, "agent.crashed"),
    event(12, "error.raised", { incident_id: "i" }),
    event(13, "agent.crashed", { agent_id: "b" }),
    event(14, "transcript.appended"),
    event(15, "agent.started"),
    event(16, "error.recovered", { incident_id: "i" }),
    event(17, "task.assigned"),
  ].reduce(heardEvent, killed);

  assert.deepEqual(course.lines.map(({ key }) => key), [
    "11",
    "12",
    "15",
    "16",
  ]);
  assert.equal(course.incidentId, "i");
  assert.equal(course.isSettled, true);
});

Deno.test("a link that was cut has settled once the history was away and has everything", () => {
  const healthy = { kind: "healthy", seq: 12 } as const;
  const away = { kind: "away", since: AT, backlog: 3, reason: "x" } as const;

  const before = heardHistory(cut, healthy, AT);
  const course = [away, away, healthy].reduce(
    (now, state) => heardHistory(now, state, AT),
    before,
  );

  assert.equal(before.isSettled, false);
  assert.deepEqual(course.lines.map(({ key }) => key), ["away", "healthy"]);
  assert.equal(course.isSettled, true);
  assert.equal(heardHistory(killed, away, AT), killed);
});
