import type { Handoff } from "./handoff.ts";

/** An ended hand-off never changes again. */
export function isHandoffEnded(handoff: Handoff): boolean {
  const { status } = handoff.state;
  return status === "completed" || status === "failed";
}
