/** What is said to who pauses the queue. */
export const QUEUE_TEXT = {
  effect: (standing: string) =>
    `Nobody gets a task until you go on. ${standing}`,
  why: "Why",
  whyHint: "Shown to everyone who wonders.",
  noReason: "Paused by the operator",
  cancel: "Cancel",
  pause: "Pause",
} as const;
