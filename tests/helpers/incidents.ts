import { classify } from "@/domain/errors/classify.ts";
import { NO_EVIDENCE } from "@/domain/errors/evidence.ts";
import { RECOVERY } from "@/domain/errors/recovery.ts";
import type { AgentId, IncidentId, TaskId } from "@/domain/ids.ts";
import { causeOf } from "@/orchestrator/recovery/cause_of.ts";
import type { EventDraft, FleetEvent } from "@/domain/event.ts";
import { failure, type FailureKind } from "@/domain/failure.ts";
import { EMPTY_FLEET, type Fleet } from "@/domain/fleet.ts";
import type { Incident } from "@/domain/incident.ts";
import type { AttemptOutcome } from "@/domain/task.ts";
import { changesOf } from "@/orchestrator/change.ts";
import {
  agentId,
  AT,
  sampleAgent,
  sampleAttempt,
  sampleTask,
  taskId,
} from "./fleet.ts";

/** Agents 1 to `count`, each busy with the task of its number. */
export function busyFleet(count = 1): Fleet {
  const numbers = Array.from({ length: count }, (_, index) => index + 1);
  return {
    ...EMPTY_FLEET,
    agents: Object.fromEntries(numbers.map((n) => [
      agentId(n),
      sampleAgent(n, {
        state: {
          status: "busy",
          since: AT,
          process_id: n,
          task_id: taskId(n),
          activity: { kind: "thinking", since: AT },
        },
        claude_session: { ...sampleAgent(n).claude_session, begun: true },
      }),
    ])),
    tasks: Object.fromEntries(numbers.map((n) => [
      taskId(n),
      sampleTask(n, n, {
        state: { status: "running", since: AT },
        attempts: [sampleAttempt(n)],
      }),
    ])),
  };
}

/** A course of the log: each list of drafts is told in one moment, a second after the one before. */
export function courseOf(
  fleet: Fleet,
  ...moments: readonly (readonly EventDraft[])[]
): {
  readonly fleet: Fleet;
  readonly events: readonly FleetEvent[];
  readonly incidents: readonly Incident[];
} {
  let after = fleet;
  const events: FleetEvent[] = [];
  for (const [second, drafts] of moments.entries()) {
    const at = new Date(Date.parse(AT) + second * 1_000).toISOString();
    const changes = changesOf(after, drafts, at);
    events.push(...changes.flatMap((change) => change.events));
    after = changes.at(-1)?.after ?? after;
  }
  return { fleet: after, events, incidents: Object.values(after.incidents) };
}

/** The n-th task's attempt ends so, and is tried again. */
export const attemptFailed = (
  n: number,
  kind: FailureKind,
  outcome: AttemptOutcome = "failed",
): EventDraft => ({
  type: "task.attempt_failed",
  agent_id: agentId(n),
  task_id: taskId(n),
  data: {
    attempt: 1,
    outcome,
    failure: failure(kind, `it was ${kind}`),
    retry_at: AT,
  },
});

/** The n-th task has failed for good. */
export const taskFailed = (
  n: number,
  kind: FailureKind,
  outcome: AttemptOutcome = "failed",
): EventDraft => ({
  type: "task.failed",
  agent_id: agentId(n),
  task_id: taskId(n),
  data: {
    attempt: 1,
    outcome,
    failure: failure(kind, `it was ${kind}`),
  },
});

/** The n-th agent lost its process. */
export const agentCrashed = (n: number, kind: FailureKind): EventDraft => ({
  type: "agent.crashed",
  agent_id: agentId(n),
  data: { failure: failure(kind, `it was ${kind}`), restart_at: AT },
});

/** The n-th agent has another process. */
export const agentBack = (n: number): readonly EventDraft[] => [
  {
    type: "agent.launched",
    agent_id: agentId(n),
    data: { resuming: true },
  },
  {
    type: "agent.started",
    agent_id: agentId(n),
    data: { process_id: 9, claude_session_id: crypto.randomUUID() },
  },
];

/** One failure of an incident, without what else tells of it. */
export function raised(
  incident_id: IncidentId,
  kind: FailureKind,
  about: { readonly agent_id?: AgentId; readonly task_id?: TaskId } = {},
): EventDraft {
  const { error_type, severity } = classify(failure(kind, ""));
  return {
    type: "error.raised",
    incident_id,
    ...about,
    data: {
      cause: causeOf(kind, { agent: about.agent_id, task: about.task_id }),
      error_type,
      kind,
      severity,
      message: `it was ${kind}`,
      evidence: NO_EVIDENCE,
      decision: RECOVERY[kind],
      next_at: null,
    },
  };
}
