import { strict as assert } from "node:assert";
import type { EventDraft } from "@/domain/event.ts";
import { KEPT_ARCHIVED_SESSIONS } from "@/domain/fleet_collections.ts";
import { shortText } from "@/domain/long_text.ts";
import type { Session } from "@/domain/session.ts";
import { applyToSession } from "@/domain/session_reducer.ts";
import {
  agentId,
  createdDrafts,
  fleetAfter,
  placed,
  sampleAgent,
  sampleSession,
  sampleTask,
  sessionDraft,
  sessionId,
  taskId,
} from "@/tests/helpers/fleet.ts";

const LATER = "2026-01-02T03:05:00.000Z";
const session_id = sessionId(1);
const agent_id = agentId(1);
const task_id = taskId(1);
const USED = {
  input_tokens: 1,
  output_tokens: 2,
  cache_read_tokens: 3,
  cache_write_tokens: 4,
  cost_usd: 0.5,
};
const ARCHIVED = sampleSession(1, {
  state: { status: "archived", since: LATER },
});

/** The session after the event, which comes as number 9. */
function after(before: Session | undefined, draft: EventDraft) {
  const [event] = placed([draft], 8, LATER);
  return applyToSession(before, event!);
}

const ADDING: readonly (readonly [EventDraft, Partial<Session>])[] = [
  [{
    type: "agent.created",
    agent_id,
    session_id,
    data: { agent: sampleAgent(1, { session_id }) },
  }, { agents: 1 }],
  [{
    type: "task.completed",
    agent_id,
    session_id,
    task_id,
    data: {
      attempt: 1,
      result: { output: shortText("ok"), duration_ms: 5, turns: 1 },
    },
  }, { tasks_completed: 1 }],
  [{
    type: "task.failed",
    agent_id,
    session_id,
    task_id,
    data: {
      attempt: 1,
      outcome: "failed",
      failure: { kind: "api_error", message: "500" },
    },
  }, { tasks_failed: 1 }],
  [{
    type: "usage.recorded",
    agent_id,
    session_id,
    data: { usage: USED, duration_ms: 1_200 },
  }, { usage: USED, worked_ms: 1_200 }],
  // Stored before turns told how long they took.
  [
    { type: "usage.recorded", agent_id, session_id, data: { usage: USED } },
    { usage: USED },
  ],
  [{ type: "session.renamed", session_id, data: { name: "New" } }, {
    name: "New",
  }],
  [{ type: "session.archived", session_id, data: {} }, {
    state: { status: "archived", since: LATER },
  }],
];

for (const [draft, expected] of ADDING) {
  Deno.test(`a session takes ${draft.type} over as ${JSON.stringify(expected)}`, () => {
    const before = sampleSession(1);

    const session = after(before, draft);

    assert.deepEqual(session, {
      ...before,
      ...expected,
      updated_at: LATER,
      updated_seq: 9,
    });
  });
}

Deno.test("a session stays the same object when an event adds nothing to it", () => {
  const before = sampleSession(1);
  const restored: EventDraft = {
    type: "session.restored",
    session_id,
    data: { session: ARCHIVED },
  };
  const launched: EventDraft = {
    type: "agent.launched",
    agent_id,
    session_id,
    data: { resuming: false },
  };
  const archived: EventDraft = {
    type: "session.archived",
    session_id,
    data: {},
  };

  assert.equal(after(before, restored), before);
  assert.equal(after(before, launched), before);
  assert.equal(after(before, sessionDraft(sampleSession(1))), before);
  assert.equal(after(ARCHIVED, archived), ARCHIVED);
});

Deno.test("an archived session is restored as it was, also after it left the fleet", () => {
  const kept = { ...ARCHIVED, tasks_completed: 4, usage: USED };
  const draft: EventDraft = {
    type: "session.restored",
    session_id,
    data: { session: kept },
  };
  const expected = {
    ...kept,
    state: { status: "active", since: LATER },
    updated_at: LATER,
    updated_seq: 9,
  };

  assert.deepEqual(after(kept, draft), expected);
  assert.deepEqual(after(undefined, draft), expected);
});

Deno.test("what a task ignored counts for no session", () => {
  const agent = sampleAgent(1, { session_id });
  const cancelled: EventDraft = {
    type: "task.cancelled",
    agent_id,
    task_id,
    data: { reason: "asked" },
  };
  const failed: EventDraft = {
    type: "task.failed",
    agent_id,
    task_id,
    data: {
      attempt: 1,
      outcome: "failed",
      failure: { kind: "unknown", message: "late" },
    },
  };
  const task = sampleTask(1, 1, { session_id });
  const drafts = [
    sessionDraft(sampleSession(1)),
    ...createdDrafts(agent, task),
    ...createdDrafts(agent),
    cancelled,
    failed,
  ];

  const session = fleetAfter(drafts).sessions[session_id];

  assert.equal(session?.tasks_failed, 0);
  assert.equal(session?.agents, 1);
});

Deno.test("of the archived sessions the newest stay, and all that are active", () => {
  const numbers = Array.from(
    { length: KEPT_ARCHIVED_SESSIONS + 3 },
    (_, i) => i + 1,
  );
  const drafts = numbers.flatMap((n): EventDraft[] => [
    sessionDraft(sampleSession(n)),
    { type: "session.archived", session_id: sessionId(n), data: {} },
  ]);

  const fleet = fleetAfter([sessionDraft(sampleSession(0)), ...drafts]);

  assert.deepEqual(
    Object.keys(fleet.sessions).sort(),
    [0, ...numbers.slice(3)].map(sessionId),
  );
});
