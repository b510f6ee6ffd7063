import { strict as assert } from "node:assert";
import type { AgentStatus } from "@/domain/agent.ts";
import { applyToAgent } from "@/domain/agent_reducer.ts";
import type { EventDraft } from "@/domain/event.ts";
import { shortText } from "@/domain/long_text.ts";
import {
  AGENT_STATES,
  agentId,
  placed,
  sampleAgent,
  someId,
  taskId,
} from "@/tests/helpers/fleet.ts";

export const LATER = "2026-01-02T03:05:00.000Z";
export const ACTIVITY = {
  kind: "tool",
  since: LATER,
  tool: "Bash",
  detail: "ls",
} as const;
const FAILURE = { kind: "crashed", message: "gone" } as const;
export const USED = {
  input_tokens: 1,
  output_tokens: 2,
  cache_read_tokens: 3,
  cache_write_tokens: 4,
  cost_usd: 0.5,
};
const PERSON = { kind: "person" } as const;
export const agent_id = agentId(1);
export const task_id = taskId(1);

/** An agent in that state after the event, which comes as number 9. */
export function after(status: AgentStatus, draft: EventDraft) {
  const before = sampleAgent(1, { state: AGENT_STATES[status] });
  const [event] = placed([draft], 8, LATER);
  const agent = applyToAgent(before, event!);
  assert.ok(agent);
  return { before, agent };
}

/** One event of each type that an agent can have. */
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
/** The types of those events. */
export type EventName = keyof typeof EVENTS;

/** The event of that type, before it has its place in the log. */
export function draftOf(type: EventName): EventDraft {
  return { type, ...EVENTS[type] } as EventDraft;
}
