import fc from "fast-check";
import { isEnded } from "@/domain/agent_status.ts";
import type { EventDraft } from "@/domain/event.ts";
import type { Fleet } from "@/domain/fleet.ts";
import type { AgentId } from "@/domain/ids.ts";
import { shortText } from "@/domain/long_text.ts";
import { isArchived } from "@/domain/session_status.ts";
import type { Task } from "@/domain/task.ts";
import { cancelWaiting } from "@/orchestrator/cancel_waiting.ts";
import { reconcile } from "@/orchestrator/reconcile.ts";
import {
  agentId,
  AT,
  createdDrafts,
  sampleAgent,
  sampleSession,
  sampleTask,
  sessionDraft,
  sessionId,
  someId,
} from "./fleet.ts";
import {
  isManagedStep,
  MANAGED_WEIGHTS,
  managedDrafts,
} from "./managed_commands.ts";

/** How often each step comes: work much more often than ends. */
const WEIGHTS = {
  create: 2,
  start: 8,
  queue: 8,
  assign: 10,
  receive: 8,
  act: 4,
  write: 4,
  complete: 6,
  fail: 4,
  terminate: 1,
  gone: 4,
  crash: 1,
  restart: 1,
  session: 2,
  rename: 1,
  archive: 2,
  restore: 2,
} as const;
type PlainStep = keyof typeof WEIGHTS;
type Step = PlainStep | keyof typeof MANAGED_WEIGHTS;

/** One thing that happens in a fleet, to the agent or the session of that number. */
export type FleetCommand = {
  readonly step: Step;
  readonly agent: number;
};

/** Two sessions with an agent that is up each, so that most courses have something to tell. */
const BEGINNING: readonly FleetCommand[] = [1, 2].flatMap((agent) => [
  { step: "session", agent },
  { step: "create", agent },
  { step: "start", agent },
]);

/** Any course of commands, possible ones and others, of agents that work alone. */
export const anyCommands = anyOf(WEIGHTS);

/** The same, and work is divided, spoken of, allowed, and tried again. */
export const anyManagedCommands = anyOf({ ...WEIGHTS, ...MANAGED_WEIGHTS });

function anyOf(
  weights: Partial<Readonly<Record<Step, number>>>,
): fc.Arbitrary<readonly FleetCommand[]> {
  const step = fc.oneof(
    ...Object.entries(weights).map(([name, weight]) => ({
      weight,
      arbitrary: fc.constant(name as Step),
    })),
  );
  const agent = fc.integer({ min: 1, max: 3 });
  return fc.array(
    fc.record({ step, agent }, { noNullPrototype: true }),
    { maxLength: 80, size: "max" },
  ).map((commands) => [...BEGINNING, ...commands]);
}

/** What the orchestrator would tell; nothing where the command is not possible. */
export function draftsOf(
  fleet: Fleet,
  { step, agent: n }: FleetCommand,
): EventDraft[] {
  const agent_id = agentId(n);
  const agent = fleet.agents[agent_id];
  if (step === "restart") return reconcile(fleet, "1.2.3", AT).drafts;
  const session = fleet.sessions[sessionId(n)];
  if (step === "create") {
    // Some agents are part of a session, and some of none.
    const joined = session && !isArchived(session) ? session.id : null;
    return agent ? [] : createdDrafts(sampleAgent(n, { session_id: joined }));
  }
  if (isSessionStep(step)) return sessionDrafts(fleet, step, n);
  if (isManagedStep(step)) return managedDrafts(fleet, step, n);
  if (!agent || isEnded(agent.state)) return [];
  const { state } = agent;
  const mine = Object.values(fleet.tasks).filter((task) =>
    task.agent_id === agent_id
  );
  const task = mine.find((each) =>
    state.status === "busy" && each.id === state.task_id
  );
  switch (step) {
    case "start":
      return state.status !== "starting" ? [] : [{
        type: "agent.started",
        agent_id,
        data: { process_id: 7, claude_session_id: agent.claude_session.id },
      }];
    case "queue":
      return state.status === "terminating" ? [] : createdDrafts(
        agent,
        sampleTask(fleet.seq, n, { session_id: agent.session_id }),
      ).slice(1);
    case "assign": {
      const next = mine.find((each) => each.state.status === "pending");
      return state.status !== "idle" || !next ? [] : [{
        type: "task.assigned",
        agent_id,
        task_id: next.id,
        data: {
          attempt: next.attempts.length + 1,
          message_uuid: someId(fleet.seq),
        },
      }];
    }
    case "receive":
      return task?.state.status !== "assigned" ? [] : [{
        type: "task.started",
        agent_id,
        task_id: task.id,
        data: { attempt: task?.attempts.length ?? 1 },
      }];
    case "act":
      return state.status !== "busy" && state.status !== "idle" ? [] : [{
        type: "agent.activity_changed",
        agent_id,
        data: {
          activity: { kind: "tool", since: AT, tool: "Bash", detail: "ls" },
        },
      }];
    case "write":
      return [{
        type: "transcript.appended",
        agent_id,
        data: {
          entry: {
            kind: "notice",
            agent_id,
            n: agent.transcript_length,
            at: AT,
            task_id: task?.id ?? null,
            parent_tool_use_id: null,
            level: "info",
            text: shortText(`entry ${fleet.seq}`),
          },
        },
      }];
    case "complete":
      return turnEnd(state.status === "busy", agent_id, task, [{
        type: "task.completed",
        agent_id,
        data: {
          attempt: task?.attempts.length ?? 1,
          result: { output: shortText("done"), duration_ms: 5, turns: 1 },
        },
      }]);
    case "fail":
      return turnEnd(state.status === "busy", agent_id, task, [{
        type: "task.failed",
        agent_id,
        data: {
          attempt: task?.attempts.length ?? 1,
          outcome: "failed",
          failure: { kind: "api_error", message: "500" },
        },
      }]);
    case "terminate":
      return state.status === "terminating" ? [] : [
        ...(task
          ? [{
            type: "task.cancelled" as const,
            agent_id,
            task_id: task.id,
            data: { reason: "asked" },
          }]
          : []),
        ...cancelWaiting(fleet, agent_id, "asked"),
        { type: "agent.termination_requested", agent_id, data: {} },
      ];
    case "gone":
      return state.status !== "terminating"
        ? []
        : [{ type: "agent.terminated", agent_id, data: { reason: "asked" } }];
    case "crash":
      return [
        ...turnEnd(true, agent_id, task, [{
          type: "task.failed",
          agent_id,
          data: {
            attempt: task?.attempts.length ?? 1,
            outcome: "crashed",
            failure: { kind: "crashed", message: "gone" },
          },
        }]).filter(({ type }) => type === "task.failed"),
        ...cancelWaiting(fleet, agent_id, "its agent failed"),
        {
          type: "agent.failed",
          agent_id,
          data: { failure: { kind: "crashed", message: "gone" } },
        },
      ];
  }
}

const SESSION_STEPS = ["session", "rename", "archive", "restore"] as const;
type SessionStep = typeof SESSION_STEPS[number];

function isSessionStep(step: Step): step is SessionStep {
  return (SESSION_STEPS as readonly Step[]).includes(step);
}

function sessionDrafts(
  fleet: Fleet,
  step: SessionStep,
  n: number,
): EventDraft[] {
  const session_id = sessionId(n);
  const session = fleet.sessions[session_id];
  if (step === "session") {
    return session ? [] : [sessionDraft(sampleSession(n))];
  }
  if (!session) return [];
  const busy = Object.values(fleet.agents).some((agent) =>
    agent.session_id === session_id && !isEnded(agent.state)
  );
  switch (step) {
    case "rename":
      return isArchived(session) ? [] : [{
        type: "session.renamed",
        session_id,
        asked_from: {
          kind: "browser",
          id: "b1",
          name: null,
          address: "127.0.0.1",
        },
        data: { name: `Name ${fleet.seq}`, by: { kind: "person" } },
      }];
    case "archive":
      return busy || isArchived(session)
        ? []
        : [{ type: "session.archived", session_id, data: {} }];
    case "restore":
      return isArchived(session)
        ? [{ type: "session.restored", session_id, data: { session } }]
        : [];
  }
}

type Ending = Omit<
  Extract<EventDraft, { type: "task.completed" | "task.failed" }>,
  "task_id"
>;

function turnEnd(
  busy: boolean,
  agent_id: AgentId,
  task: Task | undefined,
  ending: readonly Ending[],
): EventDraft[] {
  if (!busy) return [];
  const usage: EventDraft = {
    type: "usage.recorded",
    agent_id,
    ...(task ? { task_id: task.id } : {}),
    data: {
      usage: {
        input_tokens: 3,
        output_tokens: 2,
        cache_read_tokens: 1,
        cache_write_tokens: 0,
        cost_usd: 0.25,
      },
      duration_ms: 40,
    },
  };
  return task
    ? [
      usage,
      ...ending.map((each) => ({ ...each, task_id: task.id }) as EventDraft),
    ]
    : [usage, { type: "agent.rested", agent_id, data: {} }];
}
