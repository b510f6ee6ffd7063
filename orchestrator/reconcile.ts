import { isEnded } from "@/domain/agent_status.ts";
import type { EventDraft } from "@/domain/event.ts";
import { failure } from "@/domain/failure.ts";
import type { Fleet } from "@/domain/fleet.ts";
import type { AgentId, Instant } from "@/domain/ids.ts";
import type { Task } from "@/domain/task.ts";
import { hasAgent, isWaitingTask } from "@/domain/task_status.ts";
import { endOfAttempt, isHandedOff } from "./queue/end_of_attempt.ts";

/**
 * What has to be told at start-up so that the records are true again. No
 * process of an earlier life is adopted: the attempt that one worked on ends
 * as interrupted, and its task is tried again; a hand-off goes on from its
 * step; an agent that lived is launched anew in its old session, one that was
 * leaving is gone. Pure.
 */
export function reconcile(
  fleet: Fleet,
  version: string,
  now: Instant,
): { readonly drafts: EventDraft[]; readonly resumed: readonly AgentId[] } {
  const live = Object.values(fleet.agents).filter((agent) =>
    !isEnded(agent.state)
  );
  const leaving = live.filter((agent) => agent.state.status === "terminating");
  const resumed = live.filter((agent) => agent.state.status !== "terminating");
  const resumedIds = new Set(resumed.map((agent) => agent.id));
  const interrupted = interruptedTasks(fleet);
  const orphaned = Object.values(fleet.tasks).filter((task) =>
    isWaitingTask(task.state) && task.pinned && task.part === null &&
    task.agent_id !== null && !resumedIds.has(task.agent_id)
  );
  const drafts: EventDraft[] = [
    {
      type: "server.started",
      data: {
        version,
        interrupted_tasks: interrupted.length,
        resumed_agents: resumed.length,
      },
    },
    ...interrupted.flatMap((task) =>
      interruption(
        fleet,
        task,
        "The server stopped while this task was running",
        now,
      )
    ),
    ...orphaned.map((task): EventDraft => ({
      type: "task.cancelled",
      agent_id: task.agent_id ?? undefined,
      task_id: task.id,
      data: { reason: "its agent is gone" },
    })),
    ...leaving.map((agent): EventDraft => ({
      type: "agent.terminated",
      agent_id: agent.id,
      data: { reason: "terminated as asked, before the server stopped" },
    })),
    ...resumed.map((agent): EventDraft => ({
      type: "agent.launched",
      agent_id: agent.id,
      data: { resuming: agent.claude_session.begun },
    })),
  ];
  return { drafts, resumed: [...resumedIds] };
}

/** Tasks that a process works on; a hand-off needs none to go on. */
export function interruptedTasks(fleet: Fleet): Task[] {
  return Object.values(fleet.tasks).filter((task) =>
    hasAgent(task.state) && !isHandedOff(fleet, task)
  );
}

/** The end of an attempt whose process is gone with the server. */
export function interruption(
  fleet: Fleet,
  task: Task,
  words: string,
  now: Instant,
): EventDraft[] {
  return endOfAttempt(
    fleet,
    { task, number: task.attempts.length },
    { failure: failure("interrupted", words), outcome: "crashed" },
    { now, random: 0 },
  );
}
