import type { HistoryOutcome } from "./history.ts";
import type { Usage } from "./usage.ts";

/** By what the use of a day is told apart. */
export const USAGE_GROUPINGS = ["model", "agent", "session"] as const;
export type UsageGrouping = typeof USAGE_GROUPINGS[number];

/** Longest span of one report, in days. */
export const MAX_USAGE_DAYS = 400;

/** What was used, and in how many turns. */
export type UsageSum = { readonly usage: Usage; readonly turns: number };

/** One model, agent or session. */
export type UsageGroup = UsageSum & {
  /** The model as the CLI calls it, or an id of ours; null: in no session. */
  readonly id: string | null;
  /** null for one that is not known any more, and for no session. */
  readonly name: string | null;
};

/** One day in UTC, with the groups that used anything. */
export type UsageDay = UsageSum & {
  /** `2026-11-23` */
  readonly day: string;
  readonly groups: readonly (UsageSum & { readonly id: string | null })[];
};

/** What was used over a span of days. */
export type UsageReport = {
  /** The first and the last day, both within it. */
  readonly from: string;
  readonly to: string;
  readonly by: UsageGrouping;
  readonly total: UsageSum;
  /** The most expensive first. */
  readonly groups: readonly UsageGroup[];
  /** Those on which anything was used, the oldest first. */
  readonly days: readonly UsageDay[];
};

/** Days, and by what they are told apart. */
export type UsageSpan = Pick<UsageReport, "from" | "to" | "by">;

/** What pages and programs may ask about use. */
export interface UsageQueries {
  /** From the history, which may be a few seconds behind. */
  readUsage(span: UsageSpan): Promise<HistoryOutcome<UsageReport>>;
}
