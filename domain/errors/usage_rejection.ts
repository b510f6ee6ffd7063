import { z } from "zod";
import type { Instant } from "../ids.ts";

/** The account has used up what it may, until a time that the API knows. */
export type UsageRejection = {
  readonly resetsAt: Instant | undefined;
  /** Which of its limits: `five_hour`, `seven_day`. */
  readonly limit: string | undefined;
};

const Info = z.looseObject({
  status: z.string(),
  /** Seconds since 1970. */
  resetsAt: z.number().positive().max(8_640_000_000_000).nullish(),
  rateLimitType: z.string().max(100).nullish(),
  /** Goes on all the same, for money. */
  isUsingOverage: z.boolean().nullish(),
});

/** What a `rate_limit_event` says, when it says no; `undefined` for a mere warning. */
export function rejectionOf(raw: unknown): UsageRejection | undefined {
  const info = Info.safeParse(raw);
  if (!info.success || info.data.status !== "rejected") return undefined;
  const { resetsAt, rateLimitType, isUsingOverage } = info.data;
  if (isUsingOverage) return undefined;
  return {
    resetsAt: resetsAt ? new Date(resetsAt * 1_000).toISOString() : undefined,
    limit: rateLimitType ?? undefined,
  };
}
