import { strict as assert } from "node:assert";
import { applyToAgent } from "@/domain/agent_reducer.ts";
import type { EventDraft } from "@/domain/event.ts";
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
  LATER,
} from "@/tests/helpers/agent_drafts.ts";

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
