import { strict as assert } from "node:assert";
import type { AgentStatus } from "@/domain/agent.ts";
import { applyToAgent } from "@/domain/agent_reducer.ts";
import type { EventDraft } from "@/domain/event.ts";
import { shortText } from "@/domain/long_text.ts";
import {
  AGENT_STATES,
  AT,
  placed,
  sampleAgent,
  someId,
} from "@/tests/helpers/fleet.ts";
import {
  after,
  agent_id,
  draftOf,
  USED,
} from "@/tests/helpers/agent_drafts.ts";

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
