import type { Actor } from "./actor.ts";
import type { ApprovalState } from "./approval.ts";
import type { AuditRecord } from "./audit.ts";
import type { EventDraft, FleetEventType } from "./event.ts";
import type { PersonActName } from "./person_act.ts";

/** What somebody decided: who, about what, and how it came out. */
export type Deed = {
  readonly by: Actor;
  readonly target: readonly [type: string, id: string | null];
  /** Succeeded, unless told. */
  readonly outcome?: AuditRecord["outcome"];
  /** What was done, where the type of the event does not say it. */
  readonly action?: PersonActName;
  readonly data?: Readonly<Record<string, unknown>>;
};

/** Reads the deed out of an event of one type; `undefined` where nobody decided. */
type Teller<T extends FleetEventType> = (
  event: Extract<EventDraft, { type: T }>,
) => Deed | undefined;

const PERSON: Actor = { kind: "person" };
const SERVER: Actor = { kind: "server" };
/** What comes of something else, of which there is an entry where somebody decided it. */
const NOBODY = null;

/**
 * For each type of event what of it belongs in the audit log. A new type does
 * not compile before that is decided.
 */
const TELLERS = {
  "agent.created": ({ agent_id, data: { agent, by } }) =>
    by && {
      by,
      target: ["agent", agent_id],
      data: {
        name: agent.name,
        role: agent.role,
        model: agent.model,
        permission_mode: agent.config.permission_mode,
        working_directory: agent.working_directory,
      },
    },
  "agent.held": ({ agent_id, data: { by, reason } }) => ({
    by,
    target: ["agent", agent_id],
    data: { reason },
  }),
  "agent.released": ofAgent,
  "agent.edited": ({ agent_id, data: { by, change } }) => ({
    by,
    target: ["agent", agent_id],
    data: { change },
  }),
  "agent.restarted": ofAgent,
  "agent.interruption_requested": ofAgent,
  "agent.termination_requested": ofAgent,
  "agent.terminated": ofAgent,
  "agent.launched": NOBODY,
  "agent.started": NOBODY,
  "agent.activity_changed": NOBODY,
  "agent.paused": NOBODY,
  "agent.resumed": NOBODY,
  "agent.session_renewed": NOBODY,
  "agent.memory_exceeded": NOBODY,
  "agent.memory_eased": NOBODY,
  "agent.rested": NOBODY,
  "agent.failed": NOBODY,
  "agent.crashed": NOBODY,
  "usage.recorded": NOBODY,
  "transcript.appended": NOBODY,

  "task.created": ({ task_id, data: { task, by } }) =>
    by && {
      by,
      target: ["task", task_id],
      data: {
        title: task.title,
        mode: task.mode,
        priority: task.priority,
        agent_id: task.agent_id,
      },
    },
  "task.edited": ({ task_id, data: { by, priority, depends_on } }) =>
    by && {
      by,
      target: ["task", task_id],
      data: {
        ...(priority !== undefined && { priority }),
        ...(depends_on && { depends_on }),
      },
    },
  "task.retried": ({ task_id, data: { by } }) => ({
    by,
    target: ["task", task_id],
  }),
  "task.reassigned": ({ task_id, data: { by, to } }) => ({
    by,
    target: ["task", task_id],
    data: { to },
  }),
  "task.cancelled": ({ task_id, data: { by, reason } }) =>
    by?.kind === "person"
      ? { by, target: ["task", task_id], data: { reason } }
      : undefined,
  "task.unblocked": NOBODY,
  "task.assigned": NOBODY,
  "task.started": NOBODY,
  "task.progressed": NOBODY,
  "task.result_submitted": NOBODY,
  "task.attempt_failed": NOBODY,
  "task.reported": NOBODY,
  "task.accepted": NOBODY,
  "task.sent_back": NOBODY,
  "task.result_refused": NOBODY,
  "task.completed": NOBODY,
  "task.failed": NOBODY,

  "handoff.created": NOBODY,
  "handoff.step_prompted": NOBODY,
  "handoff.step_started": NOBODY,
  "handoff.step_ended": NOBODY,
  "handoff.analyzed": NOBODY,
  "handoff.worker_selected": NOBODY,
  "handoff.instructed": NOBODY,
  "handoff.parts_created": NOBODY,
  "handoff.parts_ended": NOBODY,
  "handoff.part_reviewed": NOBODY,
  "handoff.result_submitted": NOBODY,
  "handoff.completed": NOBODY,
  "handoff.failed": NOBODY,

  "session.created": ({ session_id, data: { session, by } }) =>
    by && { by, target: ["session", session_id], data: { name: session.name } },
  "session.renamed": ({ session_id, data: { name, by } }) =>
    by && { by, target: ["session", session_id], data: { name } },
  "session.archived": ofSession,
  "session.restored": ofSession,
  "template.saved": ({ template_id, data: { by, template } }) => ({
    by,
    target: ["template", template_id],
    data: { name: template.name, config: template.config },
  }),
  "template.removed": ({ template_id, data: { by } }) => ({
    by,
    target: ["template", template_id],
  }),

  "approval.decided": ({ approval_id, agent_id, data: { state } }) => ({
    by: "by" in state ? state.by : SERVER,
    target: ["approval", approval_id],
    data: { agent_id, ...whatOf(state) },
  }),
  "approval.requested": NOBODY,
  "approval.delivered": NOBODY,
  "approval.postponed": NOBODY,
  "rule.created": ({ rule_id, data: { rule } }) => ({
    by: rule.created_by,
    target: ["rule", rule_id],
    data: { effect: rule.effect, pattern: rule.pattern, note: rule.note },
  }),
  "rule.removed": ({ rule_id, data: { by } }) => ({
    by,
    target: ["rule", rule_id],
  }),
  "message.sent": ({ message_id, data: { message } }) =>
    message.from_agent_id !== null ? undefined : {
      by: PERSON,
      target: ["message", message_id],
      data: { to: message.to_agent_id, urgent: message.urgent },
    },
  "message.delivered": NOBODY,
  "message.superseded": NOBODY,
  "message.answered": NOBODY,

  "queue.paused": ({ data: { by, reason } }) => ({
    by,
    target: ["queue", null],
    data: { reason },
  }),
  "queue.resumed": ({ data: { by } }) => ({ by, target: ["queue", null] }),
  "limit.opened": ({ data: { by, reason } }) => ({
    by,
    target: ["limits", null],
    data: { reason },
  }),
  "limit.switched": ({ data: { by, enabled } }) => ({
    by,
    target: ["limits", null],
    data: { enabled },
  }),
  "limit.closed": NOBODY,
  "limit.lowered": NOBODY,
  "limit.raised": NOBODY,
  "budget.set": ({ task_id, session_id, data: { by, scope, budget } }) => ({
    by,
    target: [
      scope,
      { task: task_id, session: session_id, day: null }[scope] ?? null,
    ],
    data: { budget },
  }),
  "budget.switched": ({ data: { by, enabled } }) => ({
    by,
    target: ["budgets", null],
    data: { enabled },
  }),
  "budget.warned": NOBODY,
  "budget.reached": NOBODY,
  "budget.renewed": NOBODY,

  "error.acknowledged": ({ incident_id, data: { by } }) => ({
    by,
    target: ["incident", incident_id],
  }),
  "error.closed": ({ incident_id, data: { by, words } }) =>
    by.kind === "person"
      ? { by, target: ["incident", incident_id], data: { words } }
      : undefined,
  "error.raised": NOBODY,
  "error.recovering": NOBODY,
  "error.recovered": NOBODY,
  "error.gave_up": NOBODY,

  "person.acted": ({ data: { act, target, outcome, detail } }) => ({
    by: PERSON,
    action: act,
    target: [target.type, target.id],
    outcome,
    data: detail,
  }),

  "server.boot_report_dismissed": ({ data: { by } }) => ({
    by,
    target: ["boot_report", null],
  }),
  "server.started": NOBODY,
  "server.boot_reported": NOBODY,
  "server.woke": NOBODY,
  "server.stopped": NOBODY,
  "server.memory_cleared": NOBODY,
  "records.retired": NOBODY,
} as const satisfies { readonly [T in FleetEventType]: Teller<T> | null };

/** A type of event that can tell a deed. */
type DeedType = {
  readonly [T in FleetEventType]: typeof TELLERS[T] extends null ? never : T;
}[FleetEventType];
/** What an entry of the audit log says was done. */
export type DeedName = Exclude<DeedType, "person.acted"> | PersonActName;

/** What somebody decided by this event; `undefined` where it only came about. Pure. */
export function deedOf(event: EventDraft): Deed | undefined {
  const tell = TELLERS[event.type] as Teller<FleetEventType> | null;
  return tell?.(event as Parameters<Teller<FleetEventType>>[0]);
}

/** Whether a person did this, and not a rule, an agent or the server. Pure. */
export function isPersonsDeed(event: EventDraft): boolean {
  return deedOf(event)?.by.kind === "person";
}

function ofAgent(
  { agent_id, data: { by } }: {
    readonly agent_id: string;
    readonly data: { readonly by?: Actor | undefined };
  },
): Deed | undefined {
  return by && { by, target: ["agent", agent_id] };
}

function ofSession(
  { session_id, data: { by } }: {
    readonly session_id: string;
    readonly data: { readonly by?: Actor | undefined };
  },
): Deed | undefined {
  return by && { by, target: ["session", session_id] };
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
