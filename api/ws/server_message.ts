import type { Approval } from "@/domain/approval.ts";
import { isPendingApproval } from "@/domain/approval_status.ts";
import type { FleetEvent } from "@/domain/event.ts";
import type { Fleet } from "@/domain/fleet.ts";
import type { Message } from "@/domain/message.ts";
import { publicTaskId, type Task } from "@/domain/task.ts";
import { approvalView } from "../approvals/approval_view.ts";
import { agentView, resultView } from "../views.ts";

/** A message before it has its envelope. */
export type Body = { readonly type: string; readonly [field: string]: unknown };

/** What all clients are told of one event, in order; often nothing. */
export function broadcastsOf(event: FleetEvent, fleet: Fleet): Body[] {
  return bodiesOf(event, fleet).filter((body) => body !== undefined);
}

function bodiesOf(
  event: FleetEvent,
  fleet: Fleet,
): readonly (Body | undefined)[] {
  switch (event.type) {
    case "agent.terminated":
      return [{ type: "agent_terminated", agent_id: event.agent_id }];
    case "agent.started":
    case "agent.activity_changed":
    case "agent.rested":
    case "agent.termination_requested":
    case "agent.failed":
    case "agent.crashed":
    case "agent.held":
    case "agent.released":
    case "agent.edited":
    case "agent.restarted":
    case "agent.paused":
    case "agent.resumed":
    case "task.assigned":
    case "task.reported":
    case "task.attempt_failed":
      return [statusUpdate(event.agent_id, fleet)];
    case "task.started":
      return [progress(fleet.tasks[event.task_id], 0, "started")];
    case "task.progressed":
      return [progress(
        fleet.tasks[event.task_id],
        event.data.progress,
        event.data.details,
      )];
    case "task.completed":
    case "task.accepted":
    case "task.failed":
    case "task.cancelled":
      return [
        ending(fleet.tasks[event.task_id]),
        event.agent_id && statusUpdate(event.agent_id, fleet),
      ];
    case "message.sent":
      return [communication(event.data.message)];
    case "approval.requested":
      return [asked(event.data.approval, fleet)];
    default:
      return [];
  }
}

/** The agent as it is now; also what a newcomer is told of each agent. */
export function statusUpdate(
  agentId: string,
  fleet: Fleet,
  type = "agent_status_update",
): Body | undefined {
  const agent = fleet.agents[agentId];
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
  if (!task) return undefined;
  const place = { agent_id: task.agent_id, task_id: publicTaskId(task) };
  const { state } = task;
  switch (state.status) {
    case "completed":
      return {
        type: "task_completed",
        ...place,
        result: { ...resultView(state.result), usage: task.usage },
      };
    case "failed":
      return { type: "task_failed", ...place, error: state.failure };
    case "cancelled":
      return {
        type: "task_failed",
        ...place,
        error: { kind: "cancelled", message: state.reason },
      };
    default:
      return undefined;
  }
}

/** What an agent asks; nothing when a rule has answered it already. */
function asked({ id }: Approval, fleet: Fleet): Body | undefined {
  const approval = fleet.approvals[id];
  if (!approval || !isPendingApproval(approval)) return undefined;
  const task = fleet.tasks[approval.task_id ?? ""];
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
