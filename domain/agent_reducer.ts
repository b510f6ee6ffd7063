import type { Agent, AgentState } from "./agent.ts";
import { processId } from "./agent_status.ts";
import type { FleetEvent } from "./event.ts";
import type { Instant } from "./ids.ts";
import { addUsage } from "./usage_sum.ts";

/**
 * The agent after one event; the same object when the event does not concern
 * it. Pure. An event that is not legal in the agent's state changes nothing.
 */
export function applyToAgent(
  agent: Agent | undefined,
  event: FleetEvent,
): Agent | undefined {
  if (event.type === "agent.created") {
    return { ...event.data.agent, updated_seq: event.seq };
  }
  if (!agent) return undefined;
  const changed = change(agent, event);
  return changed
    ? { ...agent, ...changed, updated_at: event.at, updated_seq: event.seq }
    : agent;
}

function change(agent: Agent, event: FleetEvent): Partial<Agent> | undefined {
  switch (event.type) {
    case "agent.started":
      return {
        state: {
          status: "idle",
          since: event.at,
          process_id: event.data.process_id,
        },
        claude_session: {
          id: event.data.claude_session_id,
          // A session under a new id has no turn in it yet.
          begun: agent.claude_session.begun &&
            agent.claude_session.id === event.data.claude_session_id,
        },
      };
    case "usage.recorded":
      return { usage: addUsage(agent.usage, event.data.usage) };
    case "transcript.appended":
      return { transcript_length: event.data.entry.n + 1 };
    case "task.completed":
      return {
        state: rest(agent.state, event.at),
        tasks_completed: agent.tasks_completed + 1,
      };
    case "task.failed":
      return {
        state: rest(agent.state, event.at),
        tasks_failed: agent.tasks_failed + 1,
      };
    case "task.started":
      return { claude_session: { ...agent.claude_session, begun: true } };
    default: {
      const state = nextState(agent.state, event);
      return state && { state };
    }
  }
}

function nextState(
  state: AgentState,
  event: FleetEvent,
): AgentState | undefined {
  switch (event.type) {
    case "agent.launched":
      return {
        status: "starting",
        since: event.at,
        resuming: event.data.resuming,
      };
    case "task.assigned":
      return state.status !== "idle" ? undefined : {
        status: "busy",
        since: event.at,
        process_id: state.process_id,
        task_id: event.task_id,
        activity: { kind: "thinking", since: event.at },
      };
    case "agent.activity_changed":
      if (state.status === "busy") {
        return { ...state, activity: event.data.activity };
      }
      // A turn that nobody asked for: the process works all the same.
      return state.status !== "idle" ? undefined : {
        status: "busy",
        since: event.at,
        process_id: state.process_id,
        task_id: null,
        activity: event.data.activity,
      };
    case "agent.rested":
    case "task.cancelled":
      return rest(state, event.at);
    case "agent.termination_requested":
      return {
        status: "terminating",
        since: event.at,
        process_id: processId(state),
      };
    case "agent.terminated":
      return {
        status: "terminated",
        since: event.at,
        reason: event.data.reason,
      };
    case "agent.failed":
      return {
        status: "failed",
        since: event.at,
        failure: event.data.failure,
      };
    default:
      return undefined;
  }
}

/** Busy becomes idle; an agent that is leaving or gone keeps its state. */
function rest(state: AgentState, at: Instant): AgentState {
  return state.status === "busy"
    ? { status: "idle", since: at, process_id: state.process_id }
    : state;
}
