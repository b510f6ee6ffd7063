import type { EventDraft } from "@/domain/event.ts";
import type { Fleet } from "@/domain/fleet.ts";
import type { Handoff, HandoffPart } from "@/domain/handoff.ts";
import type { Instant, TaskId } from "@/domain/ids.ts";
import type { LongText } from "@/domain/long_text.ts";
import { DEFAULT_ATTEMPTS, type Task } from "@/domain/task.ts";
import { NO_USAGE } from "@/domain/usage_sum.ts";
import { isTaskEnded } from "@/domain/task_status.ts";
import {
  canBeRedone,
  inOrder,
  isPartDone,
  liveAgent,
  partsToRedo,
  taskOfPart,
} from "./parts.ts";

/** What the tasks of the parts are made of, besides the hand-off itself. */
export type PartTexts = ReadonlyMap<string, LongText>;

/** The text of a part's task: what the manager wants, then what the part is. */
export function partText(
  part: { readonly title: string },
  instructions: string,
  description: string,
): string {
  return `${instructions}\n\n## The part: ${part.title}\n\n${description}`;
}

/**
 * Makes a task of every part that is none yet, and says so. A chosen worker
 * that has ended since is not waited for: anybody who can may take its part.
 * The tasks come in the order of their dependencies, so that a log that ends
 * among them can be completed.
 *
 * @param texts The text of each part, by its key.
 */
export function creationDrafts(
  handoff: Handoff,
  fleet: Fleet,
  texts: PartTexts,
  from: { readonly now: () => Instant; readonly newId: () => string },
): EventDraft[] {
  const parent = fleet.tasks[handoff.task_id];
  if (!parent) return [];
  const ids = new Map<string, TaskId>();
  const tasks: Task[] = [];
  for (const part of inOrder(handoff.parts)) {
    const made = openPartTask(fleet, parent, part.key);
    const id = made?.id ?? from.newId() as TaskId;
    ids.set(part.key, id);
    const description = texts.get(part.key);
    if (made || !description) continue;
    const worker = liveAgent(fleet, part.agent_id);
    tasks.push(newPartTask(part, parent, {
      id,
      description,
      depends_on: part.depends_on.flatMap((key) => ids.get(key) ?? []),
      agent_id: worker?.id ?? null,
      pinned: worker !== undefined,
      at: from.now(),
    }));
  }
  return [
    ...tasks.map((task): EventDraft => ({
      type: "task.created",
      ...(task.agent_id && { agent_id: task.agent_id }),
      task_id: task.id,
      data: { task },
    })),
    {
      type: "handoff.parts_created",
      ...about(handoff),
      data: {
        tasks: [...ids].map(([part, task_id]) => ({ part, task_id })),
      },
    },
  ];
}

/** Made by the same hand-off, before the server was lost; those of an earlier one have ended. */
function openPartTask(
  fleet: Fleet,
  parent: Task,
  key: string,
): Task | undefined {
  return Object.values(fleet.tasks).find((task) =>
    task.parent_id === parent.id && task.part === key &&
    !isTaskEnded(task.state)
  );
}

function newPartTask(
  part: HandoffPart,
  parent: Task,
  own:
    & Pick<Task, "id" | "description" | "depends_on" | "agent_id" | "pinned">
    & { readonly at: Instant },
): Task {
  const { at, ...rest } = own;
  return {
    ...rest,
    external_id: null,
    title: part.title,
    priority: parent.priority,
    mode: "direct",
    handoff_id: null,
    parent_id: parent.id,
    part: part.key,
    requires: part.requires,
    max_attempts: DEFAULT_ATTEMPTS,
    ignore_limits: parent.ignore_limits,
    feedback: null,
    session_id: parent.session_id,
    state: rest.depends_on.length > 0
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

/** Who an event of the hand-off is about. */
export function about(handoff: Handoff) {
  return {
    agent_id: handoff.manager_id,
    task_id: handoff.task_id,
    handoff_id: handoff.id,
  };
}

/**
 * Has the parts done again that the manager sent back, and with them those
 * that could not be done because of them. What waits for another of them
 * begins as blocked. The last in the order of dependencies are told first, so
 * that none is forgotten when the log ends among them.
 */
export function redoDrafts(handoff: Handoff, fleet: Fleet): EventDraft[] {
  const sentBack = partsToRedo(handoff, fleet);
  const again = new Set(sentBack.map(({ key }) => key));
  const parts = inOrder(handoff.parts);
  for (const part of parts) {
    const undone = !isPartDone(taskOfPart(fleet, part));
    if (undone && part.depends_on.some((key) => again.has(key))) {
      again.add(part.key);
    }
  }
  const isReady = (key: string) => {
    const part = parts.find((each) => each.key === key);
    return !again.has(key) && part && isPartDone(taskOfPart(fleet, part));
  };
  return parts.filter(({ key }) => again.has(key)).reverse().flatMap((part) => {
    const task = taskOfPart(fleet, part);
    if (!task || !canBeRedone(task)) return [];
    const blocked = !part.depends_on.every(isReady);
    const subject = subjectOf(task);
    const redo: EventDraft = sentBack.includes(part)
      ? {
        type: "task.sent_back",
        ...subject,
        data: { reason: part.review?.reason ?? "", blocked },
      }
      : {
        type: "task.retried",
        ...subject,
        data: {
          by: { kind: "agent", agent_id: handoff.manager_id },
          blocked,
        },
      };
    return [
      redo,
      ...releaseDrafts(liveAgent(fleet, task.agent_id) ? [] : [task]),
    ];
  });
}

/** Who an event of a part's task is about: nobody's, or that of its worker. */
export function subjectOf(task: Task) {
  return {
    ...(task.agent_id && { agent_id: task.agent_id }),
    task_id: task.id,
  };
}

/** Lets anybody who can take these tasks. */
export function releaseDrafts(tasks: readonly Task[]): EventDraft[] {
  return tasks.map((task) => ({
    type: "task.reassigned",
    task_id: task.id,
    data: { to: null, by: { kind: "server" } },
  }));
}
