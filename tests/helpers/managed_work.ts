/** Hand-offs, messages and approvals, changed as a test needs them. */
import { AgentConfig } from "@/domain/agent.ts";
import type { AgentTemplate } from "@/domain/agent_template.ts";
import type { Approval, ApprovalState } from "@/domain/approval.ts";
import type { ApprovalRule } from "@/domain/approval_rule.ts";
import type { EventDraft } from "@/domain/event.ts";
import type { Handoff } from "@/domain/handoff.ts";
import {
  type AgentId,
  ApprovalId,
  HandoffId,
  MessageId,
  type RuleId,
} from "@/domain/ids.ts";
import { shortText } from "@/domain/long_text.ts";
import type { Message } from "@/domain/message.ts";
import type { Task } from "@/domain/task.ts";
import { agentId, AT } from "./fleet.ts";

const idOf = (family: string, n: number) =>
  `01900000-0000-7000-800${family}-${n.toString(16).padStart(12, "0")}`;

/** The id of the n-th hand-off; ids sort by their number. */
export const handoffId = (n: number) => HandoffId.parse(idOf("1", n));
/** The id of the n-th message; ids sort by their number. */
export const messageId = (n: number) => MessageId.parse(idOf("2", n));
/** The id of the n-th approval; ids sort by their number. */
export const approvalId = (n: number) => ApprovalId.parse(idOf("3", n));

const made = { created_at: AT, updated_at: AT, updated_seq: 0 };

/** A hand-off of the task by its agent that has just begun. */
export function sampleHandoff(
  n: number,
  task: Task,
  changes: Partial<Handoff> = {},
): Handoff {
  return {
    id: handoffId(n),
    task_id: task.id,
    manager_id: task.agent_id ?? agentId(1),
    session_id: task.session_id,
    state: { status: "analyzing", since: AT },
    requirements: null,
    parts: [],
    prompts: [],
    result: null,
    ...made,
    ...changes,
  };
}

/** A note that waits for its receiver. */
export function sampleMessage(
  n: number,
  from: AgentId | null,
  to: AgentId,
  changes: Partial<Message> = {},
): Message {
  return {
    id: messageId(n),
    from_agent_id: from,
    to_agent_id: to,
    session_id: null,
    kind: "note",
    text: shortText(`Message ${n}`),
    urgent: false,
    task_id: null,
    in_reply_to: null,
    hops: 0,
    caused_by: null,
    delivery: { status: "queued", since: AT },
    answered_at: null,
    ...made,
    ...changes,
  };
}

/** A request to run a command that nobody has answered. */
export function sampleApproval(
  n: number,
  agent: AgentId,
  changes: Partial<Approval> = {},
): Approval {
  return {
    id: approvalId(n),
    agent_id: agent,
    task_id: null,
    session_id: null,
    kind: "permission",
    tool: "Bash",
    tool_use_id: `toolu_${n}`,
    input: shortText(`{"command":"make part-${n}"}`),
    fingerprint: `print-${n}`,
    blocked_path: null,
    working_directory: "/work",
    state: { status: "pending", since: AT },
    expires_at: AT,
    postponed_at: null,
    delivered_at: null,
    ...made,
    ...changes,
  };
}

/** A template that a person made. */
export function sampleTemplate(id: string): AgentTemplate {
  return {
    id,
    name: "Reviewer",
    summary: "Reads what others wrote",
    config: AgentConfig.parse({ role: "worker" }),
    built_in: false,
    updated_at: AT,
    updated_seq: 0,
  };
}

/** A standing allowance that a person gave. */
export function sampleRule(id: RuleId): ApprovalRule {
  return {
    id,
    effect: "allow",
    pattern: { tool: "Bash" },
    note: "",
    created_by: { kind: "person" },
    hits: 0,
    last_hit_at: null,
    ...made,
  };
}

/** What a person allows, once. */
export const ALLOWED = {
  status: "allowed",
  since: AT,
  by: { kind: "person" },
  scope: "once",
  answers: null,
} satisfies ApprovalState;

/** The records as drafts, each as it begins. */
export const handoffDraft = (handoff: Handoff): EventDraft => ({
  type: "handoff.created",
  agent_id: handoff.manager_id,
  task_id: handoff.task_id,
  handoff_id: handoff.id,
  data: { handoff },
});
export const messageDraft = (message: Message): EventDraft => ({
  type: "message.sent",
  agent_id: message.to_agent_id,
  message_id: message.id,
  ...(message.task_id && { task_id: message.task_id }),
  data: { message },
});
export const approvalDraft = (approval: Approval): EventDraft => ({
  type: "approval.requested",
  agent_id: approval.agent_id,
  approval_id: approval.id,
  ...(approval.task_id && { task_id: approval.task_id }),
  data: { approval },
});
