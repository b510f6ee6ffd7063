import { z } from "zod";
import { AskedFrom } from "../asked_from.ts";
import {
  AgentId,
  ApprovalId,
  HandoffId,
  IncidentId,
  Instant,
  MessageId,
  SessionId,
  TaskId,
} from "../ids.ts";

/** What every event has. */
export const envelope = z.object({
  /** Rises by exactly one per event of the whole log; clients resume after it. */
  seq: z.int().positive(),
  at: Instant,
  /** The `seq` of the event that led to this one. */
  caused_by: z.int().positive().optional(),
  /** Of what a person did: from where it was asked for; the writer fills it in. */
  asked_from: AskedFrom.optional(),
});
/** About a session. */
export const sessionEvent = envelope.extend({ session_id: SessionId });
/** About an agent. */
export const agentEvent = envelope.extend({
  agent_id: AgentId,
  /** Of the agent, when it is part of one; the writer fills it in. */
  session_id: SessionId.optional(),
});
/** About a task that an agent has. */
export const taskEvent = agentEvent.extend({ task_id: TaskId });
/** About a task that nobody may have yet. */
export const openTaskEvent = taskEvent.extend({ agent_id: AgentId.optional() });
/** The agent is the manager, the task is the one that is handed off. */
export const handoffEvent = taskEvent.extend({ handoff_id: HandoffId });
/** The agent is the receiver, the task the one that it is about. */
export const messageEvent = agentEvent.extend({
  task_id: TaskId.optional(),
  message_id: MessageId,
});
/** About what an agent asks. */
export const approvalEvent = agentEvent.extend({
  task_id: TaskId.optional(),
  approval_id: ApprovalId,
});
/** About an incident, and whom it concerns now. */
export const errorEvent = envelope.extend({
  incident_id: IncidentId,
  agent_id: AgentId.optional(),
  task_id: TaskId.optional(),
  session_id: SessionId.optional(),
});
/** The event says it all. */
export const none = z.object({});
