import { type Agent, AgentConfig, type AgentState } from "@/domain/agent.ts";
import type { EventDraft, FleetEvent } from "@/domain/event.ts";
import { applyEvent, EMPTY_FLEET, type Fleet } from "@/domain/fleet.ts";
import type { AgentId, SessionId, TaskId } from "@/domain/ids.ts";
import { shortText } from "@/domain/long_text.ts";
import type { Session } from "@/domain/session.ts";
import { Attempt, DEFAULT_ATTEMPTS, type Task } from "@/domain/task.ts";
import { NO_USAGE } from "@/domain/usage_sum.ts";
import { placeEvent } from "@/orchestrator/place_event.ts";

/** When everything in these fleets happens. */
export const AT = "2026-01-02T03:04:05.678Z";

/** The id of the n-th agent; ids sort by their number. */
export const agentId = (n: number) => idOf("a", n) as AgentId;
/** The id of the n-th task; ids sort by their number. */
export const taskId = (n: number) => idOf("b", n) as TaskId;
/** The id of the n-th session; ids sort by their number. */
export const sessionId = (n: number) => idOf("9", n) as SessionId;
/** Some other id, such as that of a message or a session. */
export const someId = (n: number) => idOf("c", n);

function idOf(family: string, n: number): string {
  return `01900000-0000-7000-800${family}-${n.toString(16).padStart(12, "0")}`;
}

/** An agent that was just created, changed as the test needs it. */
export function sampleAgent(n: number, changes: Partial<Agent> = {}): Agent {
  return {
    id: agentId(n),
    name: `Worker ${n}`,
    role: "worker",
    model: "sonnet",
    config: AgentConfig.parse({ role: "worker" }),
    state: { status: "starting", since: AT, resuming: false },
    claude_session: { id: someId(n), begun: false },
    working_directory: `/work/${n}`,
    session_id: null,
    usage: NO_USAGE,
    tasks_completed: 0,
    tasks_failed: 0,
    turns: 0,
    crashes: [],
    transcript_length: 0,
    created_at: AT,
    updated_at: AT,
    updated_seq: 0,
    ...changes,
  };
}

/** A task that waits for an agent, changed as the test needs it. */
export function sampleTask(
  n: number,
  agent: number,
  changes: Partial<Task> = {},
): Task {
  return {
    id: taskId(n),
    external_id: null,
    title: `Task ${n}`,
    description: shortText(`Do part ${n}`),
    priority: 0,
    agent_id: agentId(agent),
    pinned: true,
    mode: "direct",
    handoff_id: null,
    parent_id: null,
    part: null,
    depends_on: [],
    requires: [],
    max_attempts: DEFAULT_ATTEMPTS,
    ignore_limits: false,
    feedback: null,
    session_id: null,
    state: { status: "pending", since: AT, not_before: null },
    progress: 0,
    attempts: [],
    usage: NO_USAGE,
    tree_usage: NO_USAGE,
    created_at: AT,
    updated_at: AT,
    updated_seq: 0,
    ...changes,
  };
}

/** An attempt that is under way, changed as the test needs it. */
export function sampleAttempt(
  agent: number,
  changes: Partial<Attempt> = {},
): Attempt {
  return Attempt.parse({
    number: 1,
    agent_id: agentId(agent),
    message_uuid: someId(1),
    assigned_at: AT,
    started_at: AT,
    ended_at: null,
    outcome: null,
    ...changes,
  });
}

/** A session that was just created, changed as the test needs it. */
export function sampleSession(
  n: number,
  changes: Partial<Session> = {},
): Session {
  return {
    id: sessionId(n),
    name: `Session ${n}`,
    state: { status: "active", since: AT },
    usage: NO_USAGE,
    worked_ms: 0,
    agents: 0,
    tasks_completed: 0,
    tasks_failed: 0,
    created_at: AT,
    updated_at: AT,
    updated_seq: 0,
    ...changes,
  };
}

/** The states that an agent can be in, one of each. */
export const AGENT_STATES: Readonly<Record<AgentState["status"], AgentState>> =
  {
    starting: { status: "starting", since: AT, resuming: false },
    idle: { status: "idle", since: AT, process_id: 7 },
    busy: {
      status: "busy",
      since: AT,
      process_id: 7,
      task_id: taskId(1),
      activity: { kind: "thinking", since: AT },
    },
    error: {
      status: "error",
      since: AT,
      failure: { kind: "crashed", message: "gone" },
      restart_at: AT,
    },
    terminating: { status: "terminating", since: AT, process_id: 7 },
    terminated: { status: "terminated", since: AT, reason: "asked" },
    failed: {
      status: "failed",
      since: AT,
      failure: { kind: "crashed", message: "gone" },
    },
  };

/** Gives drafts their places after `seq`. */
export function placed(
  drafts: readonly EventDraft[],
  seq = 0,
  at = AT,
): FleetEvent[] {
  return drafts.map((draft, i) =>
    ({ ...draft, seq: seq + i + 1, at }) as FleetEvent
  );
}

/** The fleet after all that. */
export function fleetAfter(
  drafts: readonly EventDraft[],
  fleet: Fleet = EMPTY_FLEET,
): Fleet {
  return drafts.reduce(
    (before, draft) => applyEvent(before, placeEvent(before, draft, AT)),
    fleet,
  );
}

/** A session as a draft. */
export function sessionDraft(session: Session): EventDraft {
  const session_id = session.id;
  return { type: "session.created", session_id, data: { session } };
}

/** An agent and its task as drafts, in the order they are told. */
export function createdDrafts(agent: Agent, ...tasks: Task[]): EventDraft[] {
  return [
    { type: "agent.created", agent_id: agent.id, data: { agent } },
    ...tasks.map((task): EventDraft => ({
      type: "task.created",
      ...(task.agent_id ? { agent_id: task.agent_id } : {}),
      task_id: task.id,
      data: { task },
    })),
  ];
}
