import { strict as assert } from "node:assert";
import type { AgentStatus } from "@/domain/agent.ts";
import { applyToAgent } from "@/domain/agent_reducer.ts";
import type { EventDraft } from "@/domain/event.ts";
import { shortText } from "@/domain/long_text.ts";
import {
  AGENT_STATES,
  agentId,
  AT,
  placed,
  sampleAgent,
  someId,
  taskId,
} from "@/tests/helpers/fleet.ts";

const LATER = "2026-01-02T03:05:00.000Z";
const ACTIVITY = {
  kind: "tool",
  since: LATER,
  tool: "Bash",
  detail: "ls",
} as const;
const FAILURE = { kind: "crashed", message: "gone" } as const;
const USED = {
  input_tokens: 1,
  output_tokens: 2,
  cache_read_tokens: 3,
  cache_write_tokens: 4,
  cost_usd: 0.5,
};
const PERSON = { kind: "person" } as const;
const agent_id = agentId(1);
const task_id = taskId(1);

/** An agent in that state after the event, which comes as number 9. */
function after(status: AgentStatus, draft: EventDraft) {
  const before = sampleAgent(1, { state: AGENT_STATES[status] });
  const [event] = placed([draft], 8, LATER);
  const agent = applyToAgent(before, event!);
  assert.ok(agent);
  return { before, agent };
}

const EVENTS = {
  "agent.launched": { agent_id, data: { resuming: true } },
  "agent.crashed": { agent_id, data: { failure: FAILURE, restart_at: LATER } },
  "agent.started": {
    agent_id,
    data: { process_id: 8, claude_session_id: someId(1) },
  },
  "agent.activity_changed": { agent_id, data: { activity: ACTIVITY } },
  "agent.paused": { agent_id, data: { reason: "no room" } },
  "agent.resumed": { agent_id, data: { activity: ACTIVITY } },
  "agent.memory_exceeded": {
    agent_id,
    data: { used_mb: 600, limit_mb: 512, step: "warned" },
  },
  "agent.held": { agent_id, data: { by: PERSON, reason: "wait" } },
  "agent.released": { agent_id, data: { by: PERSON } },
  "agent.edited": {
    agent_id,
    data: { by: PERSON, change: { name: "Bob", capabilities: ["review"] } },
  },
  "agent.restarted": { agent_id, data: { by: PERSON } },
  "agent.rested": { agent_id, data: {} },
  "agent.termination_requested": { agent_id, data: {} },
  "agent.terminated": { agent_id, data: { reason: "asked" } },
  "agent.failed": { agent_id, data: { failure: FAILURE } },
  "task.assigned": {
    agent_id,
    task_id,
    data: { attempt: 1, message_uuid: someId(2) },
  },
  "task.started": { agent_id, task_id, data: { attempt: 1 } },
  "task.completed": {
    agent_id,
    task_id,
    data: {
      attempt: 1,
      result: { output: shortText("ok"), duration_ms: 1, turns: 1 },
    },
  },
  "task.reported": {
    agent_id,
    task_id,
    data: {
      attempt: 1,
      result: { output: shortText("ok"), duration_ms: 1, turns: 1 },
    },
  },
  "task.attempt_failed": {
    agent_id,
    task_id,
    data: {
      attempt: 1,
      outcome: "failed",
      failure: FAILURE,
      retry_at: LATER,
    },
  },
  "task.failed": {
    agent_id,
    task_id,
    data: { attempt: 1, outcome: "failed", failure: FAILURE },
  },
  "task.cancelled": { agent_id, task_id, data: { reason: "asked" } },
} as const;
type EventName = keyof typeof EVENTS;

function draftOf(type: EventName): EventDraft {
  return { type, ...EVENTS[type] } as EventDraft;
}

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

Deno.test("only tasks that completed or failed are counted", () => {
  const counted = (["task.completed", "task.failed", "task.cancelled"] as const)
    .map((type) => after("busy", draftOf(type)).agent)
    .map((agent) => [agent.tasks_completed, agent.tasks_failed]);

  assert.deepEqual(counted, [[1, 0], [0, 1], [0, 0]]);
});

Deno.test("the first turn begins the session, and a lost session begins anew with counters at zero", () => {
  const begun = after("busy", draftOf("task.started")).agent;
  const resumed = sampleAgent(1, {
    claude_session: { id: someId(1), begun: true, counted: USED },
  });
  const start = (claude_session_id: string) =>
    applyToAgent(
      resumed,
      placed([{
        type: "agent.started",
        agent_id,
        data: { process_id: 8, claude_session_id },
      }])[0]!,
    )?.claude_session;

  assert.deepEqual(begun.claude_session, { id: someId(1), begun: true });
  assert.deepEqual(start(someId(1)), resumed.claude_session);
  assert.deepEqual(start(someId(5)), { id: someId(5), begun: false });
});

Deno.test("usage adds up in every state, and the counters that it came from are kept", () => {
  for (const status of Object.keys(AGENT_STATES) as AgentStatus[]) {
    const { agent } = after(status, {
      type: "usage.recorded",
      agent_id,
      data: { usage: USED, counted: USED },
    });

    assert.deepEqual(agent.usage, USED);
    assert.deepEqual(agent.claude_session.counted, USED);
    assert.equal(agent.state, AGENT_STATES[status]);
  }
});

Deno.test("a transcript's entry moves its length on, never back", () => {
  const entry = (n: number): EventDraft => ({
    type: "transcript.appended",
    agent_id,
    data: {
      entry: {
        kind: "notice",
        agent_id,
        n,
        at: AT,
        task_id: null,
        parent_tool_use_id: null,
        level: "info",
        text: shortText("hi"),
      },
    },
  });
  const [fifth, second] = placed([entry(4), entry(1)]);

  const longer = applyToAgent(sampleAgent(1), fifth!);

  assert.equal(longer?.transcript_length, 5);
  assert.equal(applyToAgent(longer, second!)?.transcript_length, 5);
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

Deno.test("a paused agent stays paused until it is resumed, whatever its pipes still held", () => {
  const busy = sampleAgent(1, { state: AGENT_STATES.busy });
  const events = placed(
    [
      draftOf("agent.paused"),
      draftOf("agent.activity_changed"),
      draftOf("agent.paused"),
      draftOf("agent.resumed"),
    ],
    8,
    LATER,
  );

  const kinds: string[] = [];
  let agent = busy;
  for (const event of events) {
    agent = applyToAgent(agent, event) ?? agent;
    assert.ok(agent.state.status === "busy");
    kinds.push(agent.state.activity.kind);
  }

  assert.deepEqual(kinds, ["paused", "paused", "paused", "tool"]);
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

Deno.test("an agent is held until it is released, and told so once", () => {
  const [held, edited, released, again] = placed(
    [
      draftOf("agent.held"),
      draftOf("agent.edited"),
      draftOf("agent.released"),
      draftOf("agent.released"),
    ],
    8,
    LATER,
  );
  const before = sampleAgent(1, { state: AGENT_STATES.idle });

  const first = applyToAgent(before, held!);
  const second = applyToAgent(first, edited!);
  const third = applyToAgent(second, released!);
  const fourth = applyToAgent(third, again!);

  assert.deepEqual(first?.held, { since: LATER, reason: "wait" });
  assert.deepEqual(second?.held, first?.held);
  assert.deepEqual([second?.name, second?.config.capabilities], [
    "Bob",
    ["review"],
  ]);
  assert.equal(second?.config.model, before.config.model);
  assert.equal(third?.held, null);
  assert.equal(fourth, third);
});

Deno.test("an agent that a person starts anew has all its chances again", () => {
  const [event] = placed([draftOf("agent.restarted")], 8, LATER);
  const before = sampleAgent(1, {
    state: AGENT_STATES.failed,
    crashes: [AT, AT],
    claude_session: { id: someId(1), begun: true },
  });

  const agent = applyToAgent(before, event!);

  assert.deepEqual(agent?.state, {
    status: "starting",
    since: LATER,
    resuming: true,
  });
  assert.deepEqual(agent?.crashes, []);
});

Deno.test("an agent is over its memory from the first word of it until it gave some back, or another process began", () => {
  const use = { used_mb: 600, limit_mb: 512 };
  const first = after("busy", draftOf("agent.memory_exceeded")).agent;
  const next = (drafts: readonly EventDraft[]) =>
    placed(drafts, 9, "2026-01-02T03:06:00.000Z")
      .reduce((agent, event) => applyToAgent(agent, event) ?? agent, first);

  const ended = next([{
    type: "agent.memory_exceeded",
    agent_id,
    data: { ...use, used_mb: 700, step: "ended" },
  }]);
  const eased = next([{ type: "agent.memory_eased", agent_id, data: use }]);
  const replaced = next([
    draftOf("agent.crashed"),
    draftOf("agent.launched"),
    draftOf("agent.started"),
  ]);

  assert.deepEqual(ended.memory_over, {
    since: LATER,
    used_mb: 700,
    limit_mb: 512,
    step: "ended",
  });
  assert.deepEqual([eased.memory_over, replaced.memory_over], [null, null]);
});
