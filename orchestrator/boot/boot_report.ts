import {
  BOOT_ITEMS,
  type BootAgent,
  type BootKill,
  type BootLoss,
  type BootReport,
  type BootTask,
  type Containment,
} from "@/domain/boot_report.ts";
import type { EventDraft } from "@/domain/event.ts";
import type { Fleet } from "@/domain/fleet.ts";
import { isHandoffEnded } from "@/domain/handoff.ts";
import type { AgentId, Instant, TaskId } from "@/domain/ids.ts";

/** Characters of a command that a report keeps. */
const COMMAND_CHARS = 200;
/** Characters of a title, and of a reason. */
const TITLE_CHARS = 100;
const REASON_CHARS = 200;

/** What the start knows beside the records. */
export type BootFacts = {
  readonly at: Instant;
  readonly version: string;
  /** Whether the last event of the earlier life was its clean end. */
  readonly stoppedCleanly: boolean;
  readonly containment: Containment;
  /** Processes of an earlier life that were ended just now. */
  readonly killed: readonly BootKill[];
};

/**
 * What a start found and made of it, read from the fleet as it was found and
 * the events that made it true again. Pure.
 */
export function bootReport(
  found: Fleet,
  drafts: readonly EventDraft[],
  facts: BootFacts,
): BootReport {
  const { stoppedCleanly, killed, ...told } = facts;
  const tasksOf = (...types: readonly EventDraft["type"][]) =>
    drafts.filter(({ type }) => types.includes(type))
      .flatMap((draft) => taskIn(found, draft));
  return {
    ...told,
    number: (found.boot.last?.number ?? 0) + 1,
    earlier: found.seq === 0 ? "none" : stoppedCleanly ? "stopped" : "killed",
    resumed: counted(
      drafts.filter(({ type }) => type === "agent.launched")
        .flatMap((draft) => agentIn(found, draft)),
    ),
    reoffered: counted([
      ...tasksOf("task.attempt_failed"),
      ...cutOffTasks(found),
    ]),
    continued: counted(continuedTasks(found)),
    finished: counted(tasksOf("task.completed", "task.reported")),
    lost: counted(drafts.flatMap((draft) => lossIn(found, draft))),
    killed: counted(killed.map((each) => ({
      ...each,
      command: each.command.slice(0, COMMAND_CHARS),
    }))),
  };
}

function counted<T>(all: readonly T[]) {
  return { count: all.length, items: all.slice(0, BOOT_ITEMS) };
}

/** A clean stop has told already that their attempt was cut off. */
function cutOffTasks(found: Fleet): BootTask[] {
  return Object.values(found.tasks)
    .filter(({ state, attempts }) =>
      state.status === "pending" &&
      attempts.at(-1)?.failure?.kind === "interrupted"
    ).flatMap(({ id }) => taskOf(found, id));
}

function continuedTasks(found: Fleet): BootTask[] {
  return Object.values(found.handoffs)
    .filter((handoff) => !isHandoffEnded(handoff))
    .flatMap(({ task_id }) => taskOf(found, task_id));
}

/** Work that is not taken up again, and agents that are not either. */
function lossIn(found: Fleet, draft: EventDraft): BootLoss[] {
  switch (draft.type) {
    case "task.failed":
      return taskIn(found, draft).map((task) => ({
        kind: "task",
        ...task,
        reason: draft.data.failure.message.slice(0, REASON_CHARS),
      }));
    case "task.cancelled":
      return taskIn(found, draft).map((task) => ({
        kind: "task",
        ...task,
        reason: draft.data.reason.slice(0, REASON_CHARS),
      }));
    case "agent.terminated":
      return agentIn(found, draft).map((agent) => ({
        kind: "agent",
        ...agent,
        reason: draft.data.reason.slice(0, REASON_CHARS),
      }));
    default:
      return [];
  }
}

function agentIn(found: Fleet, draft: EventDraft): BootAgent[] {
  const id = "agent_id" in draft ? draft.agent_id : undefined;
  const agent = id && found.agents[id as AgentId];
  return agent ? [{ agent_id: agent.id, name: agent.name }] : [];
}

function taskIn(found: Fleet, draft: EventDraft): BootTask[] {
  const id = "task_id" in draft ? draft.task_id : undefined;
  return id ? taskOf(found, id) : [];
}

function taskOf(found: Fleet, id: TaskId): BootTask[] {
  const task = found.tasks[id];
  return task
    ? [{
      task_id: task.id,
      title: task.title.slice(0, TITLE_CHARS),
      agent_id: task.agent_id,
    }]
    : [];
}
