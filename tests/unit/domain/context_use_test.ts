import assert from "node:assert/strict";
import { applyToAgent } from "@/domain/agent_reducer.ts";
import { contextShare, isNearlyFull } from "@/domain/context_use.ts";
import { shortText } from "@/domain/long_text.ts";
import { NO_USAGE } from "@/domain/usage_sum.ts";
import { agentId, placed, sampleAgent } from "@/tests/helpers/fleet.ts";

Deno.test("a conversation is nearly full from 80 % on, and never more than full", () => {
  assert.equal(isNearlyFull({ tokens: 159_999, window: 200_000 }), false);
  assert.equal(isNearlyFull({ tokens: 160_000, window: 200_000 }), true);
  assert.equal(contextShare({ tokens: 210_000, window: 200_000 }), 1);
});

Deno.test("an agent knows how full its conversation is, until it begins another one", () => {
  const context = { tokens: 84_000, window: 200_000 };
  const [used, silent, renewed] = placed([
    {
      type: "usage.recorded",
      agent_id: agentId(1),
      data: { usage: NO_USAGE, counted: NO_USAGE, context, duration_ms: 5 },
    },
    {
      type: "usage.recorded",
      agent_id: agentId(1),
      data: { usage: NO_USAGE, counted: NO_USAGE, duration_ms: 5 },
    },
    {
      type: "agent.session_renewed",
      agent_id: agentId(1),
      data: {
        claude_session_id: crypto.randomUUID(),
        carried: shortText("what was done"),
      },
    },
  ], 8);

  const told = applyToAgent(sampleAgent(1), used!);
  const kept = applyToAgent(told, silent!);
  const anew = applyToAgent(kept, renewed!);

  assert.deepEqual(told?.claude_session.context, context);
  assert.deepEqual(kept?.claude_session.context, context);
  assert.equal(anew?.claude_session.context, undefined);
});
