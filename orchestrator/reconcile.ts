import { isEnded } from "@/domain/agent_status.ts";
import type { EventDraft } from "@/domain/event.ts";
import { failure } from "@/domain/failure.ts";
import type { Fleet } from "@/domain/fleet.ts";
import type { AgentId } from "@/domain/ids.ts";
import { isTaskEnded } from "@/domain/task_status.ts";

/**
 * What has to be told at start-up so that the records are true again. No
 * process of an earlier life is adopted: a task that one worked on ends as
 * interrupted, an agent that lived is launched anew in its old session, one
 * that was leaving is gone. Pure.
 */
export function reconcile(
  fleet: Fleet,
  version: string,
): { readonly drafts: EventDraft[]; readonly resumed: readonly AgentId[] } {
  const live = Object.values(fleet.agents).filter((agent) =>
    !isEnded(agent.state)
  );
  const leaving = live.filter((agent) => agent.state.status === "terminating");
  const resumed = live.filter((agent) => agent.state.status !== "terminating");
  const resumedIds = new Set(resumed.map((agent) => agent.id));
  const open = Object.values(fleet.tasks).filter((task) =>
    !isTaskEnded(task.state)
  );
  const interrupted = open.filter((task) => task.state.status !== "pending");
  const orphaned = open.filter((task) =>
    task.state.status === "pending" && task.agent_id !== null &&
    !resumedIds.has(task.agent_id)
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
    ...interrupted.map((task): EventDraft => ({
      type: "task.failed",
      agent_id: task.agent_id ?? undefined,
      task_id: task.id,
      data: {
        attempt: task.attempts.length,
        outcome: "crashed",
        failure: failure(
          "interrupted",
          "The server stopped while this task was running",
        ),
      },
    })),
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
