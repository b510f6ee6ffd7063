import type { Agent } from "@/domain/agent.ts";
import type { SessionId, TaskId } from "@/domain/ids.ts";
import type { LongText } from "@/domain/long_text.ts";
import {
  DEFAULT_ATTEMPTS,
  type NewTask,
  type Task,
  titleOf,
} from "@/domain/task.ts";
import { NO_USAGE } from "@/domain/usage_sum.ts";
import type { EventWriter } from "../event_writer.ts";
import { isReady } from "../follow_ups.ts";
import type { Sources } from "../ports.ts";

/** The record of a task that somebody wants done. */
export function newTask(
  deps: { readonly writer: EventWriter; readonly sources: Sources },
  wanted: NewTask,
  facts: {
    readonly agent: Agent | undefined;
    readonly sessionId: SessionId | undefined;
    readonly description: LongText;
    readonly dependsOn: readonly TaskId[];
    readonly parent: Task | undefined;
  },
): Task {
  const { agent, parent, dependsOn } = facts;
  const at = deps.sources.now();
  const task: Task = {
    id: deps.sources.newId() as TaskId,
    external_id: wanted.id ?? null,
    title: titleOf(wanted),
    description: facts.description,
    priority: wanted.priority,
    agent_id: agent?.id ?? null,
    pinned: agent !== undefined,
    mode: wanted.mode ?? "direct",
    handoff_id: null,
    parent_id: parent?.id ?? null,
    part: null,
    depends_on: [...dependsOn],
    requires: wanted.requires ?? [],
    max_attempts: wanted.max_attempts ?? DEFAULT_ATTEMPTS,
    ignore_limits: wanted.ignore_limits ?? parent?.ignore_limits ?? false,
    ...(wanted.budget && { budget: wanted.budget }),
    feedback: null,
    session_id: agent
      ? agent.session_id
      : facts.sessionId ?? parent?.session_id ?? null,
    state: { status: "pending", since: at, not_before: null },
    progress: 0,
    attempts: [],
    usage: NO_USAGE,
    tree_usage: NO_USAGE,
    created_at: at,
    updated_at: at,
    updated_seq: 0,
  };
  return isReady(task, deps.writer.head.tasks)
    ? task
    : { ...task, state: { status: "blocked", since: at } };
}
