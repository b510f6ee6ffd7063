import { strict as assert } from "node:assert";
import type { AgentStatus } from "@/domain/agent.ts";
import { applyToAgent } from "@/domain/agent_reducer.ts";
import type { EventDraft } from "@/domain/event.ts";
import {
  AGENT_STATES,
  AT,
  placed,
  sampleAgent,
  taskId,
} from "@/tests/helpers/fleet.ts";
import {
  ACTIVITY,
  after,
  agent_id,
  draftOf,
  EventName,
  LATER,
  task_id,
} from "@/tests/helpers/agent_drafts.ts";

/** For each event the states in which it means something, and where it leads. */
const LEGAL: Readonly<
  Record<EventName, Partial<Record<AgentStatus, AgentStatus>>>
> = {
  "agent.launched": {
    starting: "starting",
    idle: "starting",
    busy: "starting",
    error: "starting",
  },
  "agent.crashed": {
    starting: "error",
    idle: "error",
    busy: "error",
    error: "error",
  },
  "agent.started": { starting: "idle" },
  "agent.activity_changed": { idle: "busy", busy: "busy" },
  "agent.paused": { busy: "busy" },
  "agent.resumed": {},
  "agent.memory_exceeded": {
    idle: "idle",
    busy: "busy",
    terminating: "terminating",
  },
  "agent.held": {
    starting: "starting",
    idle: "idle",
    busy: "busy",
    error: "error",
  },
  "agent.released": {},
  "agent.edited": {
    starting: "starting",
    idle: "idle",
    busy: "busy",
    error: "error",
  },
  "agent.restarted": {
    starting: "starting",
    idle: "starting",
    busy: "starting",
    error: "starting",
    failed: "starting",
  },
  "agent.rested": {},
  "agent.termination_requested": {
    starting: "terminating",
    idle: "terminating",
    busy: "terminating",
    error: "terminating",
  },
  "agent.terminated": {
    starting: "terminated",
    idle: "terminated",
    busy: "terminated",
    error: "terminated",
    terminating: "terminated",
    failed: "terminated",
  },
  "agent.failed": {
    starting: "failed",
    idle: "failed",
    busy: "failed",
    error: "failed",
    terminating: "failed",
  },
  "task.assigned": { idle: "busy" },
  "task.started": { busy: "busy" },
  "task.completed": { busy: "idle" },
  "task.failed": { busy: "idle" },
  "task.cancelled": { busy: "idle" },
  "task.reported": { busy: "idle" },
  "task.attempt_failed": { busy: "idle" },
};

for (const [name, legal] of Object.entries(LEGAL)) {
  const type = name as EventName;
  Deno.test(`${type} moves an agent on where it is legal, and changes nothing elsewhere`, () => {
    for (const status of Object.keys(AGENT_STATES) as AgentStatus[]) {
      const { before, agent } = after(status, draftOf(type));

      const to = legal[status];
      assert.equal(agent.state.status, to ?? status, `from ${status}`);
      if (!to) assert.equal(agent, before, `from ${status}`);
      else assert.deepEqual([agent.updated_seq, agent.updated_at], [9, LATER]);
    }
  });
}

Deno.test("an agent carries its process from idle through busy into terminating", () => {
  const busy = after("idle", draftOf("task.assigned")).agent.state;
  const leaving = after("busy", draftOf("agent.termination_requested")).agent;
  const early = after("starting", draftOf("agent.termination_requested")).agent;

  assert.deepEqual(busy, {
    status: "busy",
    since: LATER,
    process_id: 7,
    task_id,
    activity: { kind: "thinking", since: LATER },
  });
  assert.deepEqual(leaving.state, {
    status: "terminating",
    since: LATER,
    process_id: 7,
  });
  assert.deepEqual(early.state, {
    status: "terminating",
    since: LATER,
    process_id: null,
  });
});

Deno.test("a new activity keeps since when the agent is busy", () => {
  const { agent } = after("busy", draftOf("agent.activity_changed"));

  assert.deepEqual(agent.state, {
    ...AGENT_STATES.busy,
    since: AT,
    activity: ACTIVITY,
  });
});

Deno.test("an agent rests after a turn that nobody asked for, and such a turn starts by itself", () => {
  const unasked = after("idle", draftOf("agent.activity_changed")).agent;
  const [rested] = placed([draftOf("agent.rested")], 9, LATER);

  const idle = applyToAgent(unasked, rested!);

  assert.equal(
    unasked.state.status === "busy" && unasked.state.task_id,
    null,
  );
  assert.equal(idle?.state.status, "idle");
});

Deno.test("the end of another task leaves a busy agent and its counters alone", () => {
  for (
    const type of ["task.completed", "task.failed", "task.cancelled"] as const
  ) {
    const other = { ...draftOf(type), task_id: taskId(2) } as EventDraft;

    const { before, agent } = after("busy", other);

    assert.equal(agent, before);
  }
});

Deno.test("an agent exists from its creation on, and is not created twice", () => {
  const created = (name: string) =>
    placed([{
      type: "agent.created",
      agent_id,
      data: { agent: sampleAgent(1, { name }) },
    }], 4)[0]!;
  const [early] = placed([draftOf("agent.launched")]);

  const agent = applyToAgent(undefined, created("Ann"));

  assert.equal(applyToAgent(undefined, early!), undefined);
  assert.deepEqual(agent, sampleAgent(1, { name: "Ann", updated_seq: 5 }));
  assert.equal(applyToAgent(agent, created("Bob")), agent);
});

Deno.test("an agent whose task was just ended does not wait with it", () => {
  const waiting = { kind: "awaiting_workers", since: LATER, detail: "parts" };
  const draft = {
    type: "agent.activity_changed",
    agent_id,
    data: { activity: waiting },
  } as EventDraft;

  const idle = after("idle", draft);
  const busy = after("busy", draft);

  assert.equal(idle.agent, idle.before);
  assert.ok(busy.agent.state.status === "busy");
  assert.deepEqual(busy.agent.state.activity, waiting);
});
