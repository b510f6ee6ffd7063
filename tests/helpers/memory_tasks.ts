import { v7 } from "uuid";
import { isEnded } from "@/domain/agent_status.ts";
import { isCapable } from "@/domain/capability.ts";
import type { EventDraft } from "@/domain/event.ts";
import type { Fleet } from "@/domain/fleet.ts";
import type { AgentId, SessionId, TaskId } from "@/domain/ids.ts";
import { shortText } from "@/domain/long_text.ts";
import type { RefusalCode } from "@/domain/platform.ts";
import {
  DEFAULT_ATTEMPTS,
  type NewTask,
  type Task,
  type TaskChange,
  titleOf,
} from "@/domain/task.ts";
import { hasAgent, isTaskEnded } from "@/domain/task_status.ts";
import { partsOf } from "@/domain/task_tree.ts";
import { NO_USAGE } from "@/domain/usage_sum.ts";

const PERSON = { kind: "person" } as const;

/** What a command becomes: events, or why it is refused. */
export type Decided = readonly EventDraft[] | RefusalCode;

/** A new task, waiting or blocked, for the agent or for anybody. */
export function decideNew(
  fleet: Fleet,
  wanted: NewTask,
  to: { readonly agentId?: AgentId; readonly sessionId?: SessionId },
): Task | RefusalCode {
  const agent = to.agentId && fleet.agents[to.agentId];
  if (to.agentId && !agent) return "agent_not_found";
  if (agent && isEnded(agent.state)) return "agent_ended";
  if (agent && wanted.mode === "handoff" && agent.role !== "manager") {
    return "agent_not_manager";
  }
  const requires = wanted.requires ?? [];
  if (agent && !isCapable(agent.config.capabilities ?? [], requires)) {
    return "agent_not_capable";
  }
  if (to.sessionId && !fleet.sessions[to.sessionId]) return "session_not_found";
  const dependsOn = (wanted.depends_on ?? []).map((id) => named(fleet, id));
  if (dependsOn.includes(undefined)) return "dependency_not_found";
  const parent = wanted.parent_id && named(fleet, wanted.parent_id);
  if (wanted.parent_id && !parent) return "parent_not_found";
  const before = dependsOn.filter((task) => task !== undefined);
  const isBlocked = before.some(({ state }) => state.status !== "completed");
  const at = new Date().toISOString();
  return {
    id: v7() as TaskId,
    external_id: wanted.id ?? null,
    title: titleOf(wanted),
    description: shortText(wanted.description),
    priority: wanted.priority,
    agent_id: to.agentId ?? null,
    pinned: to.agentId !== undefined,
    mode: wanted.mode ?? "direct",
    handoff_id: null,
    parent_id: parent ? parent.id : null,
    part: null,
    depends_on: before.map(({ id }) => id),
    requires,
    max_attempts: wanted.max_attempts ?? DEFAULT_ATTEMPTS,
    ignore_limits: wanted.ignore_limits ?? false,
    ...(wanted.budget && { budget: wanted.budget }),
    feedback: null,
    session_id: to.sessionId ?? agent?.session_id ?? null,
    state: isBlocked
      ? { status: "blocked", since: at }
      : { status: "pending", since: at, not_before: null },
    progress: 0,
    attempts: [],
    usage: NO_USAGE,
    tree_usage: NO_USAGE,
    created_at: at,
    updated_at: at,
    updated_seq: 0,
  };
}

/** Ends the task and its parts. */
export function decideCancel(fleet: Fleet, id: TaskId): Decided {
  const task = fleet.tasks[id];
  if (!task) return "task_not_found";
  if (task.state.status === "cancelled") return [];
  if (isTaskEnded(task.state)) return "task_ended";
  const parts = partsOf(fleet.tasks, id)
    .filter(({ state }) => !isTaskEnded(state));
  return [...parts, task].map((each) => ({
    type: "task.cancelled",
    task_id: each.id,
    data: { reason: "cancelled by the operator" },
  }));
}

/** Lets the task be tried again. */
export function decideRetry(fleet: Fleet, id: TaskId): Decided {
  const status = fleet.tasks[id]?.state.status;
  if (!status) return "task_not_found";
  if (status !== "failed" && status !== "cancelled") return "task_not_ended";
  return [{
    type: "task.retried",
    task_id: id,
    data: { by: PERSON, blocked: false },
  }];
}

/** Changes what may be changed while it waits. */
export function decideChange(
  fleet: Fleet,
  id: TaskId,
  change: TaskChange,
): Decided {
  const task = fleet.tasks[id];
  if (!task) return "task_not_found";
  if (isTaskEnded(task.state)) return "task_ended";
  if (hasAgent(task.state)) return "task_running";
  const depends_on = change.depends_on?.map((each) => named(fleet, each)?.id);
  if (depends_on?.includes(undefined)) return "dependency_not_found";
  if (depends_on?.includes(id)) return "dependency_cycle";
  return [{
    type: "task.edited",
    task_id: id,
    data: {
      priority: change.priority,
      depends_on: depends_on?.filter((each) => each !== undefined),
      blocked: (depends_on ?? task.depends_on).some((each) =>
        each && fleet.tasks[each]?.state.status !== "completed"
      ),
    },
  }];
}

/** Gives the task to another agent. */
export function decideReassign(
  fleet: Fleet,
  id: TaskId,
  to: AgentId | null,
): Decided {
  const task = fleet.tasks[id];
  if (!task) return "task_not_found";
  if (isTaskEnded(task.state)) return "task_ended";
  if (hasAgent(task.state)) return "task_running";
  const agent = to && fleet.agents[to];
  if (to && !agent) return "agent_not_found";
  if (agent && isEnded(agent.state)) return "agent_ended";
  if (agent && !isCapable(agent.config.capabilities ?? [], task.requires)) {
    return "agent_not_capable";
  }
  return [{
    type: "task.reassigned",
    task_id: id,
    data: { to, by: PERSON },
  }];
}

function named(fleet: Fleet, id: string): Task | undefined {
  return fleet.tasks[id] ??
    Object.values(fleet.tasks).find((task) => task.external_id === id);
}
