import type { Budget } from "./budget.ts";
import type { Usage } from "./common.ts";

/** A named piece of work and its totals. */
export type Session = {
  readonly id: string;
  readonly name: string;
  readonly status: "active" | "archived";
  readonly status_since: string;
  readonly agents: number;
  readonly tasks_completed: number;
  readonly tasks_failed: number;
  readonly worked_ms: number;
  readonly usage: Usage;
  /** null: any amount. */
  readonly budget: Budget | null;
  readonly created_at: string;
  readonly updated_at: string;
};
