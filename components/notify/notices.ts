import type { FleetEvent } from "@/domain/event.ts";
import type { Fleet } from "@/domain/fleet.ts";
import { NOTIFY_TEXT as TEXT } from "../text/notify_text.ts";

/** Something that a person who looks elsewhere wants to know. */
export type Notice = {
  readonly kind: "needs_you" | "failed" | "done";
  /** The same thing again has the same: the desktop shows it once. */
  readonly tag: string;
  readonly title: string;
  readonly body: string;
  readonly href: string;
};

/** Shown one by one; more at once become one. */
const ONE_BY_ONE = 3;

/**
 * What of these events a person wants to know: requests, and tasks and agents
 * at their end. Parts of a task are not told, as their manager collects them.
 * Pure.
 *
 * @param fleet As far as the page knows it.
 */
export function noticesOf(
  events: readonly FleetEvent[],
  fleet: Fleet | undefined,
): readonly Notice[] {
  return events.flatMap((event) => noticeOf(event, fleet) ?? []);
}

/** A few notices as they are; many as one that counts them. Pure. */
export function gathered(notices: readonly Notice[]): readonly Notice[] {
  const byTag = new Map(notices.map((each) => [each.tag, each]));
  const all = [...byTag.values()];
  if (all.length <= ONE_BY_ONE) return all;
  const count = (kind: Notice["kind"]) =>
    all.filter((each) => each.kind === kind).length;
  const words = [
    [count("needs_you"), TEXT.needing],
    [count("failed"), TEXT.failed],
    [count("done"), TEXT.done],
  ] as const;
  return [{
    kind: count("needs_you") > 0 ? "needs_you" : "done",
    tag: "many",
    title: TEXT.many(all.length),
    body: words.filter(([n]) => n > 0).map(([n, say]) => say(n)).join(", "),
    href: count("needs_you") > 0 ? "/inbox" : "/",
  }];
}

function noticeOf(
  event: FleetEvent,
  fleet: Fleet | undefined,
): Notice | undefined {
  switch (event.type) {
    case "approval.requested": {
      const { approval } = event.data;
      return {
        kind: "needs_you",
        tag: approval.id,
        title: TEXT.needsYou(nameIn(fleet, approval.agent_id)),
        body: approval.kind === "question"
          ? TEXT.asksQuestion
          : TEXT.asksTo(approval.tool),
        href: "/inbox",
      };
    }
    case "task.completed":
    case "task.failed":
      return taskNotice(event, fleet);
    case "agent.failed":
      return {
        kind: "failed",
        tag: event.agent_id,
        title: TEXT.agentFailed(nameIn(fleet, event.agent_id)),
        body: TEXT.agentFailedText,
        href: `/agents/${event.agent_id}`,
      };
    default:
      return undefined;
  }
}

function taskNotice(
  event: Extract<FleetEvent, { type: "task.completed" | "task.failed" }>,
  fleet: Fleet | undefined,
): Notice | undefined {
  const task = fleet?.tasks[event.task_id];
  const isPart = task !== undefined && task.parent_id !== null;
  // A failed attempt may be followed by another one.
  const isOver = event.type === "task.completed" || !task ||
    task.state.status === "failed";
  if (isPart || !isOver) return undefined;
  const isDone = event.type === "task.completed";
  return {
    kind: isDone ? "done" : "failed",
    tag: event.task_id,
    title: isDone ? TEXT.taskDone : TEXT.taskFailed,
    body: task?.title ?? TEXT.someTask,
    href: `/tasks/${event.task_id}`,
  };
}

function nameIn(fleet: Fleet | undefined, agentId: string): string {
  return fleet?.agents[agentId]?.name ?? TEXT.somebody;
}
