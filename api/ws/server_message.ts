import type { FleetEvent } from "@/domain/event.ts";
import type { Fleet } from "@/domain/fleet.ts";
import type { Message } from "@/domain/message.ts";
import { publicTaskId, type Task } from "@/domain/task.ts";
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
    case "task.assigned":
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
    case "task.failed":
    case "task.cancelled":
      return [
        ending(fleet.tasks[event.task_id]),
        event.agent_id && statusUpdate(event.agent_id, fleet),
      ];
    case "message.sent":
      return [communication(event.data.message)];
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
