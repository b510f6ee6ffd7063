import type { EventDraft } from "@/domain/event.ts";
import type { AgentId, Instant } from "@/domain/ids.ts";
import { beginning } from "@/domain/long_text.ts";
import type { LimitsState } from "@/domain/limits.ts";
import type { LimitNotice } from "./limit_notice.ts";

/** The first pause when nobody says how long; each that follows is twice as long. In milliseconds. */
const FIRST_PAUSE_MS = 15_000;
/** So that all work is back within two minutes after the API is. */
const LONGEST_PAUSE_MS = 90_000;
/** A usage limit without a known end is asked about no sooner, in milliseconds. */
const USAGE_PAUSE_MS = 300_000;
/** Times that the API gives are exceeded by up to this share. */
const SLACK = 0.1;
const LONGEST_SLACK_MS = 10_000;

/** What decides over the time when the gate opens. */
export type Closing = {
  readonly now: Instant;
  /** From 0 to 1. */
  readonly random: number;
};

/**
 * What a limit that an agent met does to the gate: it closes, or stays closed
 * longer. Nothing when the gate is switched off, or is closed for as long
 * already: many agents meet the same limit. Pure.
 */
export function closing(
  limits: LimitsState,
  notice: LimitNotice,
  agent_id: AgentId,
  chance: Closing,
): EventDraft[] {
  if (!limits.enabled) return [];
  const { closed } = limits;
  const until = openingTime(limits, notice, chance);
  if (closed) {
    const isLonger = closed.until !== null &&
      (until === null || (notice.until !== undefined && until > closed.until));
    if (!isLonger) return [];
  }
  return [{
    type: "limit.closed",
    data: {
      kind: notice.kind,
      message: beginning(notice.message, 1_000),
      until,
      agent_id,
    },
  }];
}

/** null: nobody can tell but a person. */
function openingTime(
  limits: LimitsState,
  notice: LimitNotice,
  { now, random }: Closing,
): Instant | null {
  if (notice.kind === "authentication") return null;
  const nowMs = Date.parse(now);
  if (notice.until !== undefined) {
    const waitMs = Math.max(0, Date.parse(notice.until) - nowMs);
    const slackMs = Math.min(LONGEST_SLACK_MS, waitMs * SLACK) * random;
    return at(nowMs + waitMs + slackMs);
  }
  if (notice.kind === "usage_limit") return at(nowMs + USAGE_PAUSE_MS);
  const limitMs = Math.min(
    LONGEST_PAUSE_MS,
    FIRST_PAUSE_MS * 2 ** Math.min(limits.streak, 10),
  );
  // At least half of it: the API asked for rest.
  return at(nowMs + limitMs * (0.5 + random / 2));
}

function at(ms: number): Instant {
  return new Date(Math.round(ms)).toISOString();
}
