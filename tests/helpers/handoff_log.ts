import type { FleetEvent } from "@/domain/event.ts";
import type { HandoffRig } from "@/tests/helpers/handoff_rig.ts";

/** The events of that type. */
export const ofType = (log: readonly FleetEvent[], type: FleetEvent["type"]) =>
  log.filter((event) => event.type === type);

/** Step and reason of each prompt, in order. */
export const asked = (rig: HandoffRig) =>
  rig.handoff.prompts.map(({ step, reason }) => `${step} ${reason}`);
