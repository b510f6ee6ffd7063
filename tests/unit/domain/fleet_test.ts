import { strict as assert } from "node:assert";
import fc from "fast-check";
import { Agent } from "@/domain/agent.ts";
import { isEnded } from "@/domain/agent_status.ts";
import { type EventDraft, FleetEvent } from "@/domain/event.ts";
import {
  applyEvent,
  applyUnshared,
  EMPTY_FLEET,
  type Fleet,
} from "@/domain/fleet.ts";
import {
  KEPT_ENDED_AGENTS,
  KEPT_ENDED_TASKS,
} from "@/domain/fleet_collections.ts";
import { Task } from "@/domain/task.ts";
import { isTaskEnded } from "@/domain/task_status.ts";
import { Session } from "@/domain/session.ts";
import { addUsage, NO_USAGE } from "@/domain/usage_sum.ts";
import { placeEvent } from "@/orchestrator/place_event.ts";
import {
  agentId,
  AT,
  createdDrafts,
  fleetAfter,
  sampleAgent,
  sampleTask,
  taskId,
} from "@/tests/helpers/fleet.ts";
import {
  anyCommands,
  draftsOf,
  type FleetCommand,
} from "@/tests/helpers/fleet_commands.ts";

/** The events that commands led to, each decided on what the ones before left. */
function courseOf(commands: readonly FleetCommand[]): FleetEvent[] {
  const events: FleetEvent[] = [];
  let fleet: Fleet = EMPTY_FLEET;
  for (const command of commands) {
    for (const draft of draftsOf(fleet, command)) {
      const event = placeEvent(fleet, draft, AT);
      fleet = applyEvent(fleet, event);
      events.push(event);
    }
  }
  return events;
}

const course = anyCommands.map(courseOf);
/** The same events, but some are missing, and so others are no longer legal. */
const brokenCourse = course.chain((events) =>
  fc.subarray(events).map((kept) =>
    kept.map((event, i) => ({ ...event, seq: i + 1 }))
  )
);

Deno.test("a fleet's counters, its busy agents and its tasks always agree", () => {
  fc.assert(
    fc.property(course, (events) => {
      const fleet = events.reduce(applyEvent, EMPTY_FLEET);

      assert.equal(fleet.seq, events.length);
      for (const agent of Object.values(fleet.agents)) {
        const tasks = Object.values(fleet.tasks).filter((task) =>
          task.agent_id === agent.id
        );
        const count = (...statuses: string[]) =>
          tasks.filter(({ state }) => statuses.includes(state.status)).length;
        assert.equal(agent.tasks_completed, count("completed"));
        assert.equal(agent.tasks_failed, count("failed"));
        const { state } = agent;
        const works = state.status === "busy" && state.task_id !== null;
        assert.equal(count("assigned", "running"), works ? 1 : 0);
        if (works) assert.ok(state.task_id && fleet.tasks[state.task_id]);
        if (isEnded(state)) assert.ok(tasks.every((t) => isTaskEnded(t.state)));
        const paid = tasks.map(({ usage }) => usage).reduce(addUsage, NO_USAGE);
        assert.ok(agent.usage.cost_usd >= paid.cost_usd);
      }
    }),
    { numRuns: 500 },
  );
});

Deno.test("a session's totals are those of its agents and tasks, whatever got lost", () => {
  fc.assert(
    fc.property(fc.oneof(course, brokenCourse), (events) => {
      const fleet = events.reduce(applyEvent, EMPTY_FLEET);

      const created = new Set(
        events.filter(({ type }) => type === "session.created")
          .map((event) => "session_id" in event && event.session_id),
      );
      for (const session of Object.values(fleet.sessions)) {
        // One that was restored from its record alone has what got lost, too.
        if (!created.has(session.id)) continue;
        const mine = <R extends { readonly session_id: string | null }>(
          records: Readonly<Record<string, R>>,
        ) => Object.values(records).filter((r) => r.session_id === session.id);
        const agents = mine(fleet.agents);
        const ended = (status: string) =>
          mine(fleet.tasks).filter(({ state }) => state.status === status);
        assert.equal(session.agents, agents.length);
        assert.equal(session.tasks_completed, ended("completed").length);
        assert.equal(session.tasks_failed, ended("failed").length);
        assert.deepEqual(
          session.usage,
          agents.map(({ usage }) => usage).reduce(addUsage, NO_USAGE),
        );
        // Each turn costs a quarter and takes 40 ms.
        assert.equal(session.worked_ms, session.usage.cost_usd * 160);
      }
    }),
    { numRuns: 500 },
  );
});

Deno.test("events and records of every course have the shape that is stored", () => {
  fc.assert(
    fc.property(course, (events) => {
      const fleet = events.reduce(applyEvent, EMPTY_FLEET);

      for (const event of events) {
        assert.deepEqual(FleetEvent.parse(event), event);
      }
      for (const agent of Object.values(fleet.agents)) {
        assert.deepEqual(Agent.parse(agent), agent);
      }
      for (const task of Object.values(fleet.tasks)) {
        assert.deepEqual(Task.parse(task), task);
      }
      for (const session of Object.values(fleet.sessions)) {
        assert.deepEqual(Session.parse(session), session);
      }
    }),
    { numRuns: 30 },
  );
});

Deno.test("an ended task and an ended agent stay as they ended, whatever comes", () => {
  fc.assert(fc.property(brokenCourse, (events) => {
    let fleet: Fleet = EMPTY_FLEET;
    for (const event of events) {
      const before = fleet;
      fleet = applyEvent(before, event);

      assert.equal(fleet.seq, before.seq + 1);
      for (const task of Object.values(before.tasks)) {
        if (!isTaskEnded(task.state)) continue;
        const { usage: _, updated_at: _at, updated_seq: _seq, ...rest } = task;
        assert.deepEqual(
          { ...fleet.tasks[task.id], ...rest },
          fleet.tasks[task.id],
        );
      }
      for (const { id, state } of Object.values(before.agents)) {
        if (isEnded(state)) assert.equal(fleet.agents[id]?.state, state);
      }
    }
  }));
});

Deno.test("applying events twice, or old ones again, is harmless", () => {
  fc.assert(fc.property(course, fc.nat(), (events, from) => {
    const fleet = events.reduce(applyEvent, EMPTY_FLEET);

    const again = events.slice(from % (events.length + 1))
      .reduce(applyEvent, fleet);

    assert.equal(again, fleet);
  }));
});

Deno.test("events applied for one look make the same fleet, and leave what was shown alone", () => {
  fc.assert(fc.property(brokenCourse, fc.nat(), (events, shownAt) => {
    const at = shownAt % (events.length + 1);
    const shown = events.slice(0, at).reduce(
      (fleet, event) => applyEvent(fleet, event),
      EMPTY_FLEET,
    );
    const asShown = structuredClone(shown);
    const unshared = new WeakSet();

    const after = events.slice(at).reduce(
      (fleet, event) => applyUnshared(fleet, event, unshared),
      shown,
    );

    assert.deepEqual(shown, asShown);
    assert.deepEqual(
      after,
      events.slice(at).reduce(
        (fleet, event) => applyEvent(fleet, event),
        shown,
      ),
    );
  }));
});

Deno.test("an event leaves records that it does not concern as the same objects", () => {
  const fleet = fleetAfter([
    ...createdDrafts(sampleAgent(1), sampleTask(1, 1)),
    ...createdDrafts(sampleAgent(2)),
  ]);

  const after = fleetAfter([{
    type: "agent.launched",
    agent_id: agentId(2),
    data: { resuming: true },
  }], fleet);

  assert.equal(after.agents[agentId(1)], fleet.agents[agentId(1)]);
  assert.equal(after.tasks, fleet.tasks);
});

Deno.test("of the ended tasks the newest stay, and all that are open", () => {
  const count = KEPT_ENDED_TASKS + 5;
  const numbers = Array.from({ length: count }, (_, i) => i + 1);
  const tasks = numbers.map((n) => sampleTask(n, 1));
  const open = sampleTask(0, 1);
  const ends = numbers.toReversed().map((n): EventDraft => ({
    type: "task.cancelled",
    agent_id: agentId(1),
    task_id: taskId(n),
    data: { reason: "asked" },
  }));

  const fleet = fleetAfter([
    ...createdDrafts(sampleAgent(1), open, ...tasks),
    ...ends,
  ]);

  // They ended from the last number to the first.
  const kept = numbers.slice(0, KEPT_ENDED_TASKS).map(taskId);
  assert.deepEqual(Object.keys(fleet.tasks).sort(), [open.id, ...kept].sort());
});

Deno.test("of the ended agents the newest stay, and all that live", () => {
  const numbers = Array.from(
    { length: KEPT_ENDED_AGENTS + 3 },
    (_, i) => i + 1,
  );
  const drafts = numbers.flatMap((n): EventDraft[] => [
    ...createdDrafts(sampleAgent(n)),
    { type: "agent.terminated", agent_id: agentId(n), data: { reason: "x" } },
  ]);

  const fleet = fleetAfter([...createdDrafts(sampleAgent(0)), ...drafts]);

  assert.deepEqual(
    Object.keys(fleet.agents).sort(),
    [0, ...numbers.slice(3)].map(agentId),
  );
});
