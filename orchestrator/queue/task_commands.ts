import type { Actor } from "@/domain/actor.ts";
import type { EventDraft } from "@/domain/event.ts";
import type { AgentId, TaskId } from "@/domain/ids.ts";
import { ownRecord } from "@/domain/own_record.ts";
import type { Outcome, RefusalCode } from "@/domain/platform.ts";
import type { QueueState } from "@/domain/queue.ts";
import type { Task, TaskChange } from "@/domain/task.ts";
import { isTaskEnded, isWaitingTask } from "@/domain/task_status.ts";
import { cycleFrom } from "@/domain/task_tree.ts";
import type { AgentCommandDeps } from "../agent_commands.ts";
import { isReady } from "../follow_ups.ts";
import { missingTaskRefusal } from "../retention/retired_records.ts";
import { unfitRefusal, works } from "./create_task.ts";
import { findNeeded } from "./find_needed.ts";

/** A task that was tried so often is not tried again: its record holds all attempts. */
export const MAX_RETRIED_ATTEMPTS = 20;

const PERSON: Actor = { kind: "person" };

/** What a person may do with tasks and their queue; see `domain/platform.ts` for the promises. */
export function taskCommands(
  deps: AgentCommandDeps,
) {
  const { writer, roster } = deps;

  async function cancelTask(id: TaskId): Promise<Outcome<Task>> {
    const task = await open(id);
    if (!task.ok) return task;
    const reason = "cancelled by the operator";
    const all = [task.value, ...openParts(task.value.id)];
    await writer.append([
      ...(task.value.handoff_id
        ? deps.handoffs.endOf(task.value.handoff_id, reason)
        : []),
      ...all.map((each): EventDraft => ({
        type: "task.cancelled",
        agent_id: each.agent_id ?? undefined,
        task_id: each.id,
        // The parts end because of it.
        data: each.id === id ? { reason, by: { kind: "person" } } : { reason },
      })),
    ]);
    await Promise.all(all.map((each) => roster.drop(each.id)));
    roster.dispatch();
    return stored(id);
  }

  /** Parts of a task that have not ended, at any depth. */
  function openParts(id: TaskId): Task[] {
    return Object.values(writer.head.tasks)
      .filter((task) => task.parent_id === id && !isTaskEnded(task.state))
      .flatMap((task) => [task, ...openParts(task.id)]);
  }

  async function retryTask(id: TaskId): Promise<Outcome<Task>> {
    const task = await find(id);
    if (!task.ok) return task;
    const { status } = task.value.state;
    if (status !== "failed" && status !== "cancelled") {
      return refused(
        "task_not_ended",
        `Cannot try task "${id}" again: it is ${status}`,
      );
    }
    const { length } = task.value.attempts;
    if (length >= MAX_RETRIED_ATTEMPTS) {
      return refused(
        "task_ended",
        `Cannot try task "${id}" again: it was tried ${length} times. Send its text as a new task`,
      );
    }
    const agent = task.value.agent_id &&
      writer.head.agents[task.value.agent_id];
    const drafts = [
      ...again(task.value),
      // Only that agent was to do it, and it is gone: anybody may.
      ...(task.value.pinned && !works(agent || undefined)
        ? [reassignment(id, null)]
        : []),
    ];
    await writer.append(drafts);
    roster.dispatch();
    return stored(id);
  }

  /** The task, and what failed because of it. */
  function again(task: Task): EventDraft[] {
    const { tasks } = writer.head;
    const dependents = Object.values(tasks).filter((other) =>
      other.depends_on.includes(task.id) && other.state.status === "failed" &&
      other.state.failure.kind === "dependency_failed"
    );
    return [
      {
        type: "task.retried",
        agent_id: task.agent_id ?? undefined,
        task_id: task.id,
        data: {
          by: PERSON,
          blocked: !isReady(task, tasks),
          ...(!tasks[task.id] && { task }),
        },
      },
      ...dependents.flatMap((other) =>
        again(other).map((draft) =>
          draft.type === "task.retried"
            ? { ...draft, data: { ...draft.data, blocked: true } }
            : draft
        )
      ),
    ];
  }

  async function reassignTask(
    id: TaskId,
    to: AgentId | null,
  ): Promise<Outcome<Task>> {
    const task = await open(id);
    if (!task.ok) return task;
    if (!isWaitingTask(task.value.state)) return refuseRunning(id);
    if (to) {
      const agent = ownRecord(writer.head.agents, to);
      if (!works(agent)) {
        return refused(
          agent ? "agent_ended" : "agent_not_found",
          `Cannot give task "${id}" to agent "${to}": ${
            agent ? "it has ended" : "there is no such agent"
          }`,
        );
      }
      const refusal = unfitRefusal(task.value, agent);
      if (refusal) return { ok: false, refusal };
    }
    await writer.append([reassignment(id, to)]);
    roster.dispatch();
    return stored(id);
  }

  async function changeTask(
    id: TaskId,
    change: TaskChange,
  ): Promise<Outcome<Task>> {
    const needed = await findNeeded(deps, change);
    if (!needed.ok) return needed;
    const task = await open(id);
    if (!task.ok) return task;
    if (!isWaitingTask(task.value.state)) return refuseRunning(id);
    const depends_on = change.depends_on
      ? [...needed.value.dependsOn]
      : task.value.depends_on;
    const cycle = cycleFrom<TaskId>(
      id,
      (each) => waitsFor(each, id, depends_on),
    );
    if (cycle) {
      return refused(
        "dependency_cycle",
        `Cannot let task "${id}" depend on these: it would wait for itself (${
          cycle.join(" → ")
        })`,
      );
    }
    await writer.append([{
      type: "task.edited",
      agent_id: task.value.agent_id ?? undefined,
      task_id: id,
      data: {
        ...(change.priority !== undefined && { priority: change.priority }),
        ...(change.depends_on && { depends_on }),
        blocked: !isReady({ ...task.value, depends_on }, writer.head.tasks),
        by: PERSON,
      },
    }]);
    roster.dispatch();
    return stored(id);
  }

  /** What a task cannot end without: what it depends on, and its parts. */
  function waitsFor(
    id: TaskId,
    changed: TaskId,
    dependsOn: readonly TaskId[],
  ): readonly TaskId[] {
    const { tasks } = writer.head;
    const own = id === changed ? dependsOn : tasks[id]?.depends_on ?? [];
    const parts = Object.values(tasks)
      .filter((task) => task.parent_id === id).map((task) => task.id);
    return [...own, ...parts];
  }

  async function pauseQueue(reason: string): Promise<Outcome<QueueState>> {
    if (!writer.head.queue.paused) {
      await writer.append([{
        type: "queue.paused",
        data: { by: PERSON, reason },
      }]);
    }
    await writer.drained();
    return { ok: true, value: writer.committed.queue };
  }

  async function resumeQueue(): Promise<Outcome<QueueState>> {
    if (writer.head.queue.paused) {
      await writer.append([{ type: "queue.resumed", data: { by: PERSON } }]);
    }
    await writer.drained();
    roster.dispatch();
    return { ok: true, value: writer.committed.queue };
  }

  async function find(id: TaskId): Promise<Outcome<Task>> {
    const task = ownRecord(writer.head.tasks, id) ??
      await deps.store.readTask(id);
    return task
      ? { ok: true, value: task }
      : { ok: false, refusal: await missingTaskRefusal(deps, id) };
  }

  async function open(id: TaskId): Promise<Outcome<Task>> {
    const task = await find(id);
    if (!task.ok || !isTaskEnded(task.value.state)) return task;
    return refused(
      "task_ended",
      `Cannot change task "${id}": it is ${task.value.state.status}`,
    );
  }

  function stored(id: TaskId): Promise<Outcome<Task>> {
    const task = writer.committed.tasks[id];
    return task ? Promise.resolve({ ok: true, value: task }) : find(id);
  }

  return {
    cancelTask,
    retryTask,
    reassignTask,
    changeTask,
    pauseQueue,
    resumeQueue,
  };
}

function reassignment(id: TaskId, to: AgentId | null): EventDraft {
  return { type: "task.reassigned", task_id: id, data: { to, by: PERSON } };
}

function refuseRunning(id: TaskId) {
  return refused(
    "task_running",
    `Cannot change task "${id}": an agent works on it. Cancel it, or wait`,
  );
}

function refused(code: RefusalCode, message: string) {
  return { ok: false, refusal: { code, message } } as const;
}
