import assert from "node:assert/strict";
import type { z } from "@hono/zod-openapi";
import type { ApprovalView } from "@/api/approvals/approval_view.ts";
import type { MessageView } from "@/api/communications/message_view.ts";
import type { HandoffView } from "@/api/handoffs/handoff_view.ts";
import type { SessionView } from "@/api/sessions/session_view.ts";
import type { AgentView, TaskView } from "@/api/views.ts";
import type * as client from "@/client/mod.ts";
import type { Decision } from "@/domain/approval.ts";
import type { BackupMade } from "@/domain/backup_state.ts";
import type { FleetEvent, LiveDelta } from "@/domain/event.ts";
import type { NewAgent } from "@/domain/new_agent.ts";
import type { NewTask } from "@/domain/task.ts";
import type { TranscriptEntry } from "@/domain/transcript.ts";
import type { NewWebhook, Webhook } from "@/domain/webhook.ts";
import { GateUnderTest } from "@/tests/helpers/gate_under_test.ts";
import { newAgent } from "@/tests/helpers/memory_agents.ts";

// Checked by the compiler: what the server gives is what the client expects,
// and what the client sends is what the server takes.
type Given = [
  Fits<AgentView, client.Agent>,
  Fits<TaskView, client.Task>,
  Fits<HandoffView, client.Handoff>,
  Fits<MessageView, client.Message>,
  Fits<ApprovalView, client.Approval>,
  Fits<SessionView, client.Session>,
  Fits<TranscriptEntry, client.TranscriptEntry>,
  Fits<BackupMade, client.Backup>,
  Fits<Omit<Webhook, "secret">, client.Webhook>,
  Fits<LiveDelta, client.Delta>,
  Fits<FleetEvent, client.FleetEvent>,
  SameKeys<AgentView, client.Agent>,
  SameKeys<TaskView, client.Task>,
  SameKeys<HandoffView, client.Handoff>,
  SameKeys<MessageView, client.Message>,
  SameKeys<ApprovalView, client.Approval>,
  SameKeys<SessionView, client.Session>,
  SameKeys<TranscriptEntry, client.TranscriptEntry>,
  SameKeys<BackupMade, client.Backup>,
  SameKeys<Omit<Webhook, "secret">, client.Webhook>,
];
type Sent = [
  SameKeys<z.input<typeof NewAgent>, client.NewAgent>,
  SameKeys<
    z.input<typeof NewTask> & { agent_id?: string; session_id?: string },
    client.NewTask
  >,
  SameKeys<z.input<typeof Decision>, client.Decision>,
  SameKeys<NewWebhook, client.NewWebhook>,
];
type Fits<Whole, Part> = Whole extends Part ? true : never;
type KeysOf<T> = T extends unknown ? keyof T : never;
type SameKeys<A, B> = [KeysOf<A>] extends [KeysOf<B>]
  ? [KeysOf<B>] extends [KeysOf<A>] ? true : never
  : never;

const given: Every<Given> = true;
const sent: Every<Sent> = true;
type Every<T extends readonly true[]> = T[number];

Deno.test("an agent of the API has the fields that the client's type names", async () => {
  using gate = new GateUnderTest();
  const agent = newAgent();
  gate.platform.commit({
    type: "agent.created",
    agent_id: agent.id,
    data: { agent },
  });
  const document = await (await gate.ask("/api/openapi.json")).json();

  const shown: client.Agent = await (await gate.ask(`/api/agents/${agent.id}`))
    .json();

  assert.ok(given && sent);
  assert.deepEqual(
    Object.keys(shown).sort(),
    Object.keys(document.components.schemas.Agent.properties).sort(),
  );
});
