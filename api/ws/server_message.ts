import type { Approval } from "@/domain/approval.ts";
import { isPendingApproval } from "@/domain/approval_status.ts";
import type { FleetEvent, FleetEventType } from "@/domain/event.ts";
import type { Failure } from "@/domain/failure.ts";
import type { Fleet } from "@/domain/fleet.ts";
import type { Message } from "@/domain/message.ts";
import { publicTaskId, type Task, type TaskResult } from "@/domain/task.ts";
import { approvalView } from "../approvals/approval_view.ts";
import { agentView, resultView } from "../views.ts";

/** A message before it has its envelope. */
export type Body = { readonly type: string; readonly [field: string]: unknown };

/** Records that messages show, as they are now. */
export type Records = Pick<
  Fleet,
  "agents" | "tasks" | "approvals" | "incidents"
>;

/** Nothing to tell beside what the answer to their cause tells. */
const QUIET: ReadonlySet<FleetEventType> = new Set([
  "agent.created",
  "agent.launched",
]);

/**
 * What clients are told of one event, in order; often nothing. A message keeps
 * its place in the list, also where one before it has nothing to tell.
 */
export function messagesOf(
  event: FleetEvent,
  records: Records,
): readonly (Body | undefined)[] {
  switch (event.type) {
    case "agent.terminated":
      return [{ type: "agent_terminated", agent_id: event.agent_id }];
    case "task.assigned":
    case "task.reported":
    case "task.attempt_failed":
      return [statusUpdate(event.agent_id, records)];
    case "task.started":
      return [progress(records.tasks[event.task_id], 0, "started")];
    case "task.progressed":
      return [progress(
        records.tasks[event.task_id],
        event.data.progress,
        event.data.details,
      )];
    case "task.completed":
    case "task.accepted":
    case "task.failed":
    case "task.cancelled":
      return [
        told(event, records.tasks[event.task_id]),
        event.agent_id ? statusUpdate(event.agent_id, records) : undefined,
      ];
    case "message.sent":
      return [communication(event.data.message)];
    case "error.recovering":
    case "error.gave_up":
      return [recovery(event, records)];
    case "error.recovered":
      return [recovery(event, records), ...synchronised(event, records)];
    case "approval.requested":
      return [asked(event.data.approval, records)];
    default:
      return event.type.startsWith("agent.") && "agent_id" in event &&
          event.agent_id && !QUIET.has(event.type)
        ? [statusUpdate(event.agent_id, records)]
        : [];
  }
}

/** The agent as it is now; also what a newcomer is told of each agent. */
export function statusUpdate(
  agentId: string,
  { agents }: Records,
  type = "agent_status_update",
): Body | undefined {
  const agent = agents[agentId];
  if (!agent) return undefined;
  return {
    type,
    agent_id: agent.id,
    status: agent.state.status,
    data: agentView(agent),
  };
}

/** How a task ended; `undefined` while it has not. */
export function ending(task: Task | undefined): Body | undefined {
  switch (task?.state.status) {
    case "completed":
      return completed(task, task.state.result);
    case "failed":
      return failed(task, task.state.failure);
    case "cancelled":
      return cancelled(task, task.state.reason);
    default:
      return undefined;
  }
}

/** How it ended then; it may have been tried again since. */
function told(
  event: Extract<
    FleetEvent,
    {
      type:
        | "task.completed"
        | "task.accepted"
        | "task.failed"
        | "task.cancelled";
    }
  >,
  task: Task | undefined,
): Body | undefined {
  if (!task) return undefined;
  switch (event.type) {
    case "task.completed":
      return completed(task, event.data.result);
    case "task.accepted":
      return ending(task);
    case "task.failed":
      return failed(task, event.data.failure);
    case "task.cancelled":
      return cancelled(task, event.data.reason);
  }
}

function completed(task: Task, result: TaskResult): Body {
  return {
    type: "task_completed",
    ...placeOf(task),
    result: { ...resultView(result), usage: task.usage },
  };
}

function failed(task: Task, failure: Failure): Body {
  return { type: "task_failed", ...placeOf(task), error: failure };
}

function cancelled(task: Task, reason: string): Body {
  const error = { kind: "cancelled", message: reason };
  return { type: "task_failed", ...placeOf(task), error };
}

function placeOf(task: Task) {
  return { agent_id: task.agent_id, task_id: publicTaskId(task) };
}

type Course = Extract<
  FleetEvent,
  { type: "error.recovering" | "error.recovered" | "error.gave_up" }
>;

/** What becomes of an incident: `recovery_result` says whether it goes on by itself. */
function recovery(event: Course, { incidents }: Records): Body | undefined {
  const incident = incidents[event.incident_id];
  return incident && {
    type: "error_recovery",
    agent_id: event.agent_id ?? null,
    error_type: incident.error_type,
    recovery_result: event.type !== "error.gave_up",
    message: `${incident.message}: ${event.data.words}`,
    incident_id: incident.id,
    kind: incident.kind,
    severity: incident.severity,
  };
}

/** After a connection was made again, everybody is told where all agents are. */
function synchronised(
  { incident_id }: Course,
  records: Records,
): readonly (Body | undefined)[] {
  return records.incidents[incident_id]?.decision === "reconnect"
    ? Object.keys(records.agents)
      .map((id) => statusUpdate(id, records, "agent_status_sync"))
    : [];
}

/** What an agent asks; nothing when a rule has answered it already. */
function asked({ id }: Approval, records: Records): Body | undefined {
  const approval = records.approvals[id];
  if (!approval || !isPendingApproval(approval)) return undefined;
  const task = records.tasks[approval.task_id ?? ""];
  return {
    type: "approval_requested",
    agent_id: approval.agent_id,
    task_id: task ? publicTaskId(task) : null,
    data: approvalView(approval),
  };
}

function progress(
  task: Task | undefined,
  share: number,
  details: string,
): Body | undefined {
  return task && {
    type: "task_progress",
    task_id: publicTaskId(task),
    agent_id: task.agent_id,
    progress: share,
    details,
  };
}

/** What one agent tells another; `from_agent` is null where the person does. */
function communication(message: Message): Body {
  const { id, kind, text, urgent, task_id, in_reply_to } = message;
  return {
    type: "agent_communication",
    from_agent: message.from_agent_id,
    to_agent: message.to_agent_id,
    content: { id, kind, text: text.text, urgent, task_id, in_reply_to },
  };
}
