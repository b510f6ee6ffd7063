import { z } from "zod";
import type { AgentId } from "./ids.ts";
import type { Outcome } from "./platform.ts";

/** What a visitor of the demo may break. */
export const CHAOS_ACTS = ["agent", "database", "handoff"] as const;
export const ChaosAct = z.enum(CHAOS_ACTS);
export type ChaosAct = z.infer<typeof ChaosAct>;

/** What was broken. */
export type ChaosDone = {
  readonly act: ChaosAct;
  /** The newest event before it: what follows comes after this. */
  readonly after_seq: number;
  /** Whose process was killed; null when it was none. */
  readonly agent_id: AgentId | null;
  /** In one sentence. */
  readonly told: string;
};

/** Breaks parts of the demo, so that a person can watch them settle. */
export interface ChaosService {
  /** Refused when there is nothing to break now; trying again later is safe. */
  breakPart(act: ChaosAct): Promise<Outcome<ChaosDone>>;
}
