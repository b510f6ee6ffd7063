import type { ChaosAct, ChaosDone } from "@/domain/chaos_port.ts";

// Written out: the schema would bring its library into the browser.
export const CHAOS_NAMES = [
  "agent",
  "database",
  "handoff",
] as const satisfies readonly ChaosAct[];
export type ChaosName = (typeof CHAOS_NAMES)[number];

/** What the API tells of what it broke. */
export type ChaosReport = ChaosDone;
