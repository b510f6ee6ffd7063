import { type Actor, actorName } from "./actor.ts";
import type { ApprovalState } from "./approval.ts";
import type { AuditRecord } from "./audit.ts";
import type { FleetEvent } from "./event.ts";

/**
 * The entry of the audit log that an event leads to: what a person, a rule or
 * the server decided, and about what. Pure: the same event gives the same
 * entry, with the same id.
 */
export function auditOf(event: FleetEvent): AuditRecord | undefined {
  const told = deedOf(event);
  if (!told) return undefined;
  const { by, target: [target_type, target_id], data } = told;
  return {
    id: auditId(event.seq),
    at: event.at,
    actor: actorName(by),
    action: event.type,
    target_type,
    target_id,
    outcome: "succeeded",
    data: { seq: event.seq, ...data },
  };
}

type Deed = {
  readonly by: Actor;
  readonly target: readonly [type: string, id: string | null];
  readonly data?: Readonly<Record<string, unknown>>;
};

const PERSON: Actor = { kind: "person" };
const SERVER: Actor = { kind: "server" };

function deedOf(event: FleetEvent): Deed | undefined {
  switch (event.type) {
    case "approval.decided": {
      const { state } = event.data;
      return {
        by: "by" in state ? state.by : SERVER,
        target: ["approval", event.approval_id],
        data: { agent_id: event.agent_id, ...whatOf(state) },
      };
    }
    case "rule.created": {
      const { rule } = event.data;
      const { effect, pattern, note, created_by: by } = rule;
      const target = ["rule", event.rule_id] as const;
      return { by, target, data: { effect, pattern, note } };
    }
    case "rule.removed":
      return { by: event.data.by, target: ["rule", event.rule_id] };
    case "template.saved": {
      const { by, template: { name, config } } = event.data;
      const target = ["template", event.template_id] as const;
      return { by, target, data: { name, config } };
    }
    case "template.removed":
      return { by: event.data.by, target: ["template", event.template_id] };
    case "agent.held": {
      const { by, reason } = event.data;
      return { by, target: ["agent", event.agent_id], data: { reason } };
    }
    case "agent.released":
    case "agent.restarted":
      return { by: event.data.by, target: ["agent", event.agent_id] };
    case "agent.edited": {
      const { by, change } = event.data;
      return { by, target: ["agent", event.agent_id], data: { change } };
    }
    case "queue.paused": {
      const { by, reason } = event.data;
      return { by, target: ["queue", null], data: { reason } };
    }
    case "queue.resumed":
      return { by: event.data.by, target: ["queue", null] };
    case "limit.opened": {
      const { by, reason } = event.data;
      return { by, target: ["limits", null], data: { reason } };
    }
    case "limit.switched": {
      const { by, enabled } = event.data;
      return { by, target: ["limits", null], data: { enabled } };
    }
    case "error.acknowledged":
      return { by: event.data.by, target: ["incident", event.incident_id] };
    case "error.closed": {
      const { by, words } = event.data;
      if (by.kind !== "person") return undefined;
      const target = ["incident", event.incident_id] as const;
      return { by, target, data: { words } };
    }
    case "budget.set": {
      const { by, scope, budget } = event.data;
      const id = scope === "day"
        ? null
        : (scope === "task" ? event.task_id : event.session_id) ?? null;
      return { by, target: [scope, id], data: { budget } };
    }
    case "budget.switched": {
      const { by, enabled } = event.data;
      return { by, target: ["budgets", null], data: { enabled } };
    }
    case "task.retried":
      return { by: event.data.by, target: ["task", event.task_id] };
    case "task.reassigned": {
      const { by, to } = event.data;
      return { by, target: ["task", event.task_id], data: { to } };
    }
    case "task.cancelled": {
      const { by, reason } = event.data;
      if (by?.kind !== "person") return undefined;
      return { by, target: ["task", event.task_id], data: { reason } };
    }
    case "message.sent": {
      const { message } = event.data;
      if (message.from_agent_id !== null) return undefined;
      return {
        by: PERSON,
        target: ["message", event.message_id],
        data: { to: message.to_agent_id, urgent: message.urgent },
      };
    }
    default:
      return undefined;
  }
}

/** What was decided, without the answers to an agent's questions. */
function whatOf(state: ApprovalState) {
  switch (state.status) {
    case "allowed":
      return { status: state.status, scope: state.scope };
    case "denied":
      return { status: state.status, note: state.note };
    case "withdrawn":
      return { status: state.status, reason: state.reason };
    default:
      return { status: state.status };
  }
}

/** A UUID of its own kind (version 8) for the place in the log. */
function auditId(seq: number): string {
  return `00000000-0000-8000-8000-${seq.toString(16).padStart(12, "0")}`;
}
