import type { AgentId } from "@/domain/ids.ts";
import type { LimitsState } from "@/domain/limits.ts";
import { OPEN_LIMITS } from "@/domain/limits_reducer.ts";
import { sampleId, sampleTime } from "./sample_fleet.ts";

/** The gate, closed in every way it can be, and open with fewer who work. */
export const LIMIT_SAMPLES: readonly LimitsState[] = [
  ...closedSamples(),
  {
    ...OPEN_LIMITS,
    lowered: {
      places: 2,
      strain: "overloaded",
      message: "The API answered with HTTP 529",
      since: sampleTime(20),
    },
  },
];

function closedSamples(): LimitsState[] {
  return ([
    ["overloaded", "The API answered with HTTP 529", -42],
    ["rate_limit", "The API answered with HTTP 429", -9],
    [
      "usage_limit",
      "The account has used up its limit (five hour)",
      -3 * 3_600,
    ],
    ["authentication", "The API answered with HTTP 401", undefined],
  ] as const).map(([kind, message, secondsAgo]) => ({
    ...OPEN_LIMITS,
    streak: 1,
    closed: {
      kind,
      message,
      since: sampleTime(20),
      until: secondsAgo === undefined ? null : sampleTime(secondsAgo),
      agent_id: sampleId(1) as AgentId,
    },
  }));
}
