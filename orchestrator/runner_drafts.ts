import type { EventDraft } from "@/domain/event.ts";
import type { AgentId, Instant } from "@/domain/ids.ts";
import type { TaskRun } from "./task_run.ts";

/** The process has the task: the receipt of its message came. */
export function startedDraft(agent: AgentId, run: TaskRun): EventDraft {
  return {
    type: "task.started",
    agent_id: agent,
    task_id: run.task.id,
    data: { attempt: run.attempt },
  };
}

/** A result came after its task had been taken back. */
export function refusalDraft(
  agent: AgentId,
  run: TaskRun,
  token: number,
): EventDraft {
  return {
    type: "task.result_refused",
    agent_id: agent,
    task_id: run.task.id,
    data: {
      attempt: run.attempt,
      token,
      reason:
        "It came after the task had been taken back, since the process had said nothing for too long",
    },
  };
}

/** The agent waits with its task; `detail`: for what. */
export function waitingDraft(
  agent: AgentId,
  since: Instant,
  detail: string,
): EventDraft {
  return {
    type: "agent.activity_changed",
    agent_id: agent,
    data: { activity: { kind: "awaiting_workers", since, detail } },
  };
}

/** The agent waits with its task until the account may ask again; null: until a person says so. */
export function limitedDraft(
  agent: AgentId,
  since: Instant,
  until: Instant | null,
): EventDraft {
  return {
    type: "agent.activity_changed",
    agent_id: agent,
    data: { activity: { kind: "awaiting_limit", since, until } },
  };
}

/** The agent's process says nothing. */
export function silenceDraft(agent: AgentId, since: Instant): EventDraft {
  return {
    type: "agent.activity_changed",
    agent_id: agent,
    data: { activity: { kind: "silent", since } },
  };
}
