import type { FleetEvent } from "./event.ts";
import type { QueueState } from "./queue.ts";

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
