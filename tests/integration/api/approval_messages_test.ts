import { strict as assert } from "node:assert";
import { sampleApproval } from "@/components/gallery/sample_inbox.ts";
import type { Approval } from "@/domain/approval.ts";
import type { EventDraft } from "@/domain/event.ts";
import { serveGate } from "@/tests/helpers/served_gate.ts";
import { SocketClient } from "@/tests/helpers/socket_client.ts";

const asked = (approval: Approval): EventDraft => ({
  type: "approval.requested",
  agent_id: approval.agent_id,
  approval_id: approval.id,
  data: { approval },
});

Deno.test("all clients are told what an agent asks; what a rule answers at once is no question to them", async () => {
  await using served = serveGate();
  await using one = await SocketClient.open(served.port);
  await using two = await SocketClient.open(served.port);
  const { platform } = served.gate;
  const byRule = sampleApproval(401, { input: { command: "ls" } });
  const waiting = sampleApproval(402, { input: { command: "rm -rf /" } });

  platform.commit(asked(byRule), {
    type: "approval.decided",
    agent_id: byRule.agent_id,
    approval_id: byRule.id,
    data: {
      state: {
        status: "allowed",
        since: byRule.created_at,
        by: { kind: "rule", rule_id: "r" },
        scope: "always",
        answers: null,
      },
    },
  });
  platform.commit(asked(waiting));

  for (const client of [one, two]) {
    const told = await client.settled();
    assert.deepEqual(
      told.map(({ type, agent_id, task_id, seq, data }) => ({
        type,
        agent_id,
        task_id,
        seq,
        id: data.id,
        input: data.input,
        status: data.status,
      })),
      [{
        type: "approval_requested",
        agent_id: waiting.agent_id,
        task_id: null,
        seq: 3,
        id: waiting.id,
        input: '{"command":"rm -rf /"}',
        status: "pending",
      }],
    );
  }
});
