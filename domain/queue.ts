import { z } from "zod";
import { Actor } from "./actor.ts";
import type { FleetEvent } from "./event.ts";
import { Instant } from "./ids.ts";

/** Whether waiting tasks are given to agents. */
export const QueueState = z.object({
  /** Since when nobody gets a task, and why; null while work is given out. */
  paused: z.object({ since: Instant, reason: z.string(), by: Actor })
    .nullable(),
});
export type QueueState = z.infer<typeof QueueState>;

export const OPEN_QUEUE: QueueState = { paused: null };

/** The queue after one event; the same object when the event changes nothing. Pure. */
export function applyToQueue(queue: QueueState, event: FleetEvent): QueueState {
  switch (event.type) {
    case "queue.paused":
      return queue.paused
        ? queue
        : { paused: { since: event.at, ...event.data } };
    case "queue.resumed":
      return queue.paused ? OPEN_QUEUE : queue;
    default:
      return queue;
  }
}
