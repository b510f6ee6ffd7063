import type { Agent, AgentState } from "./agent.ts";
import { marked } from "./budget_level.ts";
import { changedAgent } from "./changed_agent.ts";
import { isEnded, isPaused, processId } from "./agent_status.ts";
import type { FleetEvent } from "./event.ts";
import type { Instant, TaskId } from "./ids.ts";
import { addUsage } from "./usage_sum.ts";

/** Times of the last crashes that a record keeps. */
const KEPT_CRASHES = 10;

/**
 * The agent after one event; the same object when the event does not concern
 * it. Pure. An event that is not legal in the agent's state changes nothing.
 */
export function applyToAgent(
  agent: Agent | undefined,
  event: FleetEvent,
): Agent | undefined {
  if (event.type === "agent.created") {
    return agent ?? { ...event.data.agent, updated_seq: event.seq };
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
      return agent.state.status !== "starting" ? undefined : {
        state: startedState(event),
        // Another process has memory of its own.
        ...(agent.memory_over && { memory_over: null }),
        claude_session: sessionAt(agent, event.data.claude_session_id),
      };
    case "agent.session_renewed": {
      if (isGone(agent.state)) return undefined;
      const { claude_session_id, carried } = event.data;
      return {
        state: { status: "starting", since: event.at, resuming: false },
        claude_session: { id: claude_session_id, begun: false, carried },
      };
    }
    case "usage.recorded": {
      const { usage, counted, context } = event.data;
      return {
        usage: addUsage(agent.usage, usage),
        // Told at the end of each turn.
        turns: agent.turns + (event.data.duration_ms === undefined ? 0 : 1),
        ...(counted && {
          claude_session: {
            ...agent.claude_session,
            counted,
            ...(context && { context }),
          },
        }),
      };
    }
    case "transcript.appended":
      return {
        transcript_length: Math.max(
          agent.transcript_length,
          event.data.entry.n + 1,
        ),
      };
    case "task.completed":
    case "task.reported":
      return worksOn(agent.state, event.task_id) && {
        state: rest(agent.state, event.at),
        tasks_completed: agent.tasks_completed + 1,
      };
    case "task.failed":
      return worksOn(agent.state, event.task_id) && {
        state: rest(agent.state, event.at),
        tasks_failed: agent.tasks_failed + 1,
      };
    case "task.started":
      return worksOn(agent.state, event.task_id) && begun(agent);
    case "handoff.step_started":
    case "message.delivered":
      return processId(agent.state) === null || agent.claude_session.begun
        ? undefined
        : begun(agent);
    case "agent.held":
      return isGone(agent.state)
        ? undefined
        : { held: { since: event.at, reason: event.data.reason } };
    case "agent.released":
      return agent.held ? { held: null } : undefined;
    case "agent.memory_exceeded":
      return processId(agent.state) === null ? undefined : {
        memory_over: {
          ...event.data,
          since: agent.memory_over?.since ?? event.at,
        },
      };
    case "agent.memory_eased":
      return agent.memory_over ? { memory_over: null } : undefined;
    case "agent.edited":
      return isGone(agent.state) ? undefined : {
        ...changedAgent(agent, event.data.change),
        // It may have another limit now.
        ...(agent.memory_over && { memory_over: null }),
      };
    case "budget.warned":
    case "budget.reached":
      return event.data.scope === "agent"
        ? { budget_marks: marked(agent.budget_marks, event.type, event.at) }
        : undefined;
    case "agent.restarted":
      // Also after it had failed, with new chances; but who was ended stays so.
      return agent.state.status !== "failed" && isGone(agent.state)
        ? undefined
        : { state: restarted(agent, event.at), crashes: [] };
    case "agent.crashed":
      return isEnded(agent.state) || agent.state.status === "terminating"
        ? undefined
        : {
          state: {
            status: "error",
            since: event.at,
            failure: event.data.failure,
            restart_at: event.data.restart_at,
          },
          crashes: [...agent.crashes, event.at].slice(-KEPT_CRASHES),
        };
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
      return isEnded(state) || state.status === "terminating" ? undefined : {
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
      // What a paused process still had in its pipes does not make it go on.
      if (isPaused(state)) return undefined;
      if (state.status === "busy") {
        return { ...state, activity: event.data.activity };
      }
      // Told when its task had just been ended: it waits for nobody any more.
      if (event.data.activity.kind === "awaiting_workers") return undefined;
      // A turn that nobody asked for: the process works all the same.
      return state.status !== "idle" ? undefined : {
        status: "busy",
        since: event.at,
        process_id: state.process_id,
        task_id: null,
        activity: event.data.activity,
      };
    case "agent.paused":
      return state.status !== "busy" || isPaused(state) ? undefined : {
        ...state,
        activity: {
          kind: "paused",
          since: event.at,
          reason: event.data.reason,
        },
      };
    case "agent.resumed":
      return state.status === "busy" && isPaused(state)
        ? { ...state, activity: event.data.activity }
        : undefined;
    case "agent.rested":
      return worksOn(state, null) && rest(state, event.at);
    case "task.cancelled":
    case "task.attempt_failed":
      return worksOn(state, event.task_id) && rest(state, event.at);
    case "agent.termination_requested":
      return isEnded(state) || state.status === "terminating" ? undefined : {
        status: "terminating",
        since: event.at,
        process_id: processId(state),
      };
    case "agent.terminated":
      // Also after a failure: the operator has seen it and dismissed it.
      return state.status === "terminated" ? undefined : {
        status: "terminated",
        since: event.at,
        reason: event.data.reason,
      };
    case "agent.failed":
      return isEnded(state) ? undefined : {
        status: "failed",
        since: event.at,
        failure: event.data.failure,
      };
    default:
      return undefined;
  }
}

/** Nothing can be done about it any more. */
function isGone(state: AgentState): boolean {
  return isEnded(state) || state.status === "terminating";
}

/** It waits for its next process, in its old session when it has one. */
function restarted(agent: Agent, at: Instant): AgentState {
  const resuming = agent.claude_session.begun;
  return { status: "starting", since: at, resuming };
}

/** The process has a message: its session can be resumed from now on. */
function begun(agent: Agent): Partial<Agent> {
  return { claude_session: { ...agent.claude_session, begun: true } };
}

function startedState(
  event: Extract<FleetEvent, { type: "agent.started" }>,
): AgentState {
  const { process_id, task_id } = event.data;
  return task_id === undefined
    ? { status: "idle", since: event.at, process_id }
    : {
      status: "busy",
      since: event.at,
      process_id,
      task_id,
      activity: {
        kind: "awaiting_workers",
        since: event.at,
        detail: "the next step of its hand-off",
      },
    };
}

/** A session under a new id has no turn in it yet, and counts from zero. */
function sessionAt(agent: Agent, id: string): Agent["claude_session"] {
  return agent.claude_session.id === id
    ? agent.claude_session
    : { id, begun: false };
}

/** Whether the agent is busy with just that; null is a turn nobody asked for. */
function worksOn(
  state: AgentState,
  task: TaskId | null,
): true | undefined {
  return state.status === "busy" && state.task_id === task ? true : undefined;
}

/** Busy becomes idle; an agent that is leaving or gone keeps its state. */
function rest(state: AgentState, at: Instant): AgentState {
  return state.status === "busy"
    ? { status: "idle", since: at, process_id: state.process_id }
    : state;
}
