import type { EventDraft, FleetEvent } from "@/domain/event.ts";
import type { Fleet } from "@/domain/fleet.ts";
import { isMessageOver, type Message } from "@/domain/message.ts";
import { hasAgent } from "@/domain/task_status.ts";
import { takesMessages } from "./find_receiver.ts";
import { superseded } from "./mail_events.ts";

/** Events after which a message may have become needless. */
const ENDINGS: ReadonlySet<FleetEvent["type"]> = new Set<FleetEvent["type"]>([
  "agent.terminated",
  "agent.failed",
  "task.attempt_failed",
  "task.reported",
  "task.completed",
  "task.failed",
  "task.cancelled",
]);

/** Whether a message may have become needless by what happened. */
export function mayEndMail(event: FleetEvent): boolean {
  return ENDINGS.has(event.type);
}

/** The drafts that let go of every message that nobody wants any more. Pure. */
export function needlessDrafts(fleet: Fleet): EventDraft[] {
  return Object.values(fleet.messages)
    .filter((message) => isNeedless(fleet, message))
    .map((message) =>
      superseded(
        message,
        null,
        isReceiverGone(fleet, message)
          ? "its receiver has ended"
          : "its asker has stopped working on that task",
      )
    );
}

/**
 * Whether nobody wants a message any more: its receiver has ended, or it is a
 * question of somebody who does not work on that task any longer.
 */
export function isNeedless(fleet: Fleet, message: Message): boolean {
  if (isMessageOver(message)) return false;
  if (isReceiverGone(fleet, message)) return true;
  if (message.kind !== "question") return false;
  const task = message.task_id && fleet.tasks[message.task_id];
  return !task || !hasAgent(task.state) ||
    task.agent_id !== message.from_agent_id;
}

/** The receiver takes no messages any more. */
function isReceiverGone(fleet: Fleet, message: Message): boolean {
  const receiver = fleet.agents[message.to_agent_id];
  return !receiver || !takesMessages(receiver);
}
