import type { Activity, Agent, AgentState } from "@/domain/agent.ts";
import type { Failure } from "@/domain/failure.ts";
import { EMPTY_FLEET, type Fleet } from "@/domain/fleet.ts";
import type { AgentId, SessionId, TaskId } from "@/domain/ids.ts";
import type { Session } from "@/domain/session.ts";
import type { SessionStatus } from "@/domain/session_status.ts";
import { DEFAULT_ATTEMPTS, type Task, type TaskState } from "@/domain/task.ts";
import { hasAgent } from "@/domain/task_status.ts";
import type { Usage } from "@/domain/usage.ts";
import { sampleAttempt } from "./sample_attempt.ts";

/**
 * A fleet with an agent and a task in every state, for the gallery and for
 * tests. All times count back from `SAMPLE_NOW`.
 */
export const SAMPLE_NOW = Date.parse("2026-03-14T12:00:00.000Z");

/** A made-up id that ends in `number`. */
export function sampleId(number: number): string {
  return `0195f000-0000-7000-8000-${String(number).padStart(12, "0")}`;
}

/** The moment `seconds` before `SAMPLE_NOW`. */
export function sampleTime(seconds: number): string {
  return new Date(SAMPLE_NOW - seconds * 1_000).toISOString();
}

/** An agent in `state`; its number makes its id and its usage. */
export function sampleAgent(
  number: number,
  name: string,
  state: AgentState,
  changes: Partial<Agent> = {},
): Agent {
  return {
    id: sampleId(number) as AgentId,
    name,
    role: number === 1 ? "manager" : "worker",
    model: "sonnet",
    config: {
      role: "worker",
      model: "sonnet",
      permission_mode: "acceptEdits",
      allowed_tools: [],
      resource_limits: {},
    },
    state,
    claude_session: { id: sampleId(900 + number), begun: true },
    working_directory: `/srv/vamp/data/agents/${name.toLowerCase()}/work`,
    session_id: null,
    usage: sampleUsage(number),
    tasks_completed: number % 3,
    tasks_failed: 0,
    turns: 4,
    crashes: [],
    transcript_length: 14,
    created_at: sampleTime(3_600),
    updated_at: state.since,
    updated_seq: number,
    ...changes,
  };
}

/** A session with totals that its number makes. */
export function sampleSession(
  number: number,
  name: string,
  status: SessionStatus = "active",
): Session {
  return {
    id: sampleId(number) as SessionId,
    name,
    state: { status, since: sampleTime(7_200) },
    usage: sampleUsage(number % 10),
    worked_ms: 754_000 * (number % 10),
    agents: number % 10,
    tasks_completed: 3 * (number % 10),
    tasks_failed: number % 2,
    created_at: sampleTime(7_200),
    updated_at: sampleTime(60),
    updated_seq: number,
  };
}

/** A task of the agent with number `agent`, in `state`. */
export function sampleTask(
  number: number,
  agent: number,
  title: string,
  state: TaskState,
  changes: Partial<Task> = {},
): Task {
  const text = { text: title, length: title.length, blob: null };
  return {
    id: sampleId(number) as TaskId,
    external_id: null,
    title,
    description: text,
    priority: 0,
    agent_id: sampleId(agent) as AgentId,
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
    state,
    progress: 0,
    attempts: hasAgent(state) ? [sampleAttempt(1, agent, 64)] : [],
    usage: sampleUsage(number % 10),
    tree_usage: sampleUsage(number % 10),
    created_at: sampleTime(1_200 - number),
    updated_at: state.since,
    updated_seq: number,
    ...changes,
  };
}

/** One agent and one task in each state there is. */
export function sampleFleet(): Fleet {
  const agents = [
    sampleAgent(
      1,
      "Ada",
      busy(64, 101, {
        kind: "tool",
        since: sampleTime(4),
        tool: "Bash",
        detail: "deno test --allow-read tests/unit",
      }),
    ),
    sampleAgent(
      2,
      "Ben",
      busy(732, 102, {
        kind: "thinking",
        since: sampleTime(9),
      }),
    ),
    sampleAgent(
      3,
      "Cy",
      busy(181, 103, {
        kind: "awaiting_retry",
        since: sampleTime(3),
        attempt: 2,
        until: sampleTime(-14),
        status: 529,
      }),
    ),
    sampleAgent(
      4,
      "Dee",
      busy(46, 104, {
        kind: "awaiting_approval",
        since: sampleTime(46),
        tool: "Bash",
        detail: "rm -rf dist",
      }),
    ),
    sampleAgent(5, "Eve", {
      status: "idle",
      since: sampleTime(5_400),
      process_id: 4_105,
    }),
    sampleAgent(6, "Finn", {
      status: "failed",
      since: sampleTime(95),
      failure: CRASH,
    }),
    sampleAgent(7, "Gus", {
      status: "starting",
      since: sampleTime(1),
      resuming: true,
    }),
    sampleAgent(8, "Hal", {
      status: "terminating",
      since: sampleTime(2),
      process_id: 4_108,
    }),
    sampleAgent(9, "Ivy", {
      status: "terminated",
      since: sampleTime(300),
      reason: "ended by a person",
    }),
  ];
  const tasks = [
    sampleTask(101, 1, "Run the unit tests and mend what fails", running(64)),
    sampleTask(102, 2, "Add single sign-on to the admin pages", running(732)),
    sampleTask(103, 3, "Write the table of contents of the docs", running(181)),
    sampleTask(104, 4, "Rebuild the bundle from scratch", running(46)),
    sampleTask(105, 1, "Describe the module graph", {
      status: "pending",
      since: sampleTime(30),
      not_before: null,
    }),
    sampleTask(106, 5, "Find out why the nightly build is slow", {
      status: "completed",
      since: sampleTime(600),
      result: {
        output: {
          text: "The cache key changes daily.",
          length: 28,
          blob: null,
        },
        duration_ms: 84_200,
        turns: 6,
      },
    }),
    sampleTask(107, 6, "Migrate the settings table", {
      status: "failed",
      since: sampleTime(95),
      failure: CRASH,
    }),
    sampleTask(108, 9, "Compare three date libraries", {
      status: "cancelled",
      since: sampleTime(300),
      reason: "its agent was ended",
    }),
    sampleTask(109, 7, "Say hello", {
      status: "assigned",
      since: sampleTime(1),
    }),
  ];
  const sessions = [
    sampleSession(302, "Move the docs to the new site"),
    { ...sampleSession(301, "Release 2.4"), agents: 4 },
    sampleSession(303, "Spike: another date library", "archived"),
  ];
  // The first agents work on the release.
  const session_id = sampleId(301) as SessionId;
  const release = [1, 2, 3].map((number) => sampleId(number));
  return {
    ...EMPTY_FLEET,
    seq: 1_000,
    agents: byId(
      agents.map((agent) =>
        release.includes(agent.id) ? { ...agent, session_id } : agent
      ),
    ),
    tasks: byId(
      tasks.map((task) =>
        task.agent_id && release.includes(task.agent_id)
          ? { ...task, session_id }
          : task
      ),
    ),
    sessions: byId(sessions),
  };
}

/** How the sample of a crash is told. */
export const CRASH: Failure = {
  kind: "crashed",
  message: "The process ended with exit code 137.",
};

/** At work on the task of that number. */
export function busy(
  seconds: number,
  task: number,
  activity: Activity,
): AgentState {
  return {
    status: "busy",
    since: sampleTime(seconds),
    process_id: 4_000 + task,
    task_id: sampleId(task) as TaskId,
    activity,
  };
}

/** Being worked on. */
export function running(seconds: number): TaskState {
  return { status: "running", since: sampleTime(seconds) };
}

/** A usage that grows with its number. */
export function sampleUsage(number: number): Usage {
  return {
    input_tokens: 120 * number,
    output_tokens: 2_310 * number,
    cache_read_tokens: 18_400 * number,
    cache_write_tokens: 950 * number,
    cost_usd: 0.0821 * number,
  };
}

/** The records by their ids. */
export function byId<R extends { readonly id: string }>(
  records: readonly R[],
): Readonly<Record<string, R>> {
  return Object.fromEntries(records.map((record) => [record.id, record]));
}
