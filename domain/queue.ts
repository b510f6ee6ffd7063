import { z } from "zod";
import { Actor } from "./actor.ts";
import { Instant } from "./ids.ts";

// They stand apart for the browser, which needs no schemas.
export { applyToQueue, OPEN_QUEUE } from "./queue_reducer.ts";

/** Whether waiting tasks are given to agents. */
export const QueueState = z.object({
  /** Since when nobody gets a task, and why; null while work is given out. */
  paused: z.object({ since: Instant, reason: z.string(), by: Actor })
    .nullable(),
});
export type QueueState = z.infer<typeof QueueState>;
