import type { CliEvent } from "@/domain/cli_event.ts";
import { rejectionOf } from "@/domain/errors/usage_rejection.ts";
import { type Failure, failure } from "@/domain/failure.ts";
import type { FailureKind } from "@/domain/failure_kinds.ts";
import type { Instant } from "@/domain/ids.ts";
import { LIMIT_KINDS, type LimitKind } from "@/domain/limits.ts";

/** A process met a limit of the account. */
export type LimitNotice = {
  readonly kind: LimitKind;
  readonly message: string;
  /** When the API says that it is over; `undefined` when it does not say. */
  readonly until: Instant | undefined;
};

/** Tries of the CLI that wait longer than this do so because the API said for how long, in milliseconds. */
const OWN_PAUSE_MS = 2_500;

const KIND_BY_STATUS: Readonly<Record<number, LimitKind>> = {
  401: "authentication",
  403: "authentication",
  429: "rate_limit",
  529: "overloaded",
};

/** The limit that an event of a process tells of; `undefined` when it tells of none. */
export function limitIn(
  event: CliEvent,
  now: Instant,
): LimitNotice | undefined {
  switch (event.kind) {
    case "api_retry": {
      const kind = KIND_BY_STATUS[event.status ?? 0];
      if (!kind) return undefined;
      const message = `The API answered with HTTP ${event.status}`;
      const isTold = event.attempt === 1 && event.delayMs > OWN_PAUSE_MS;
      return {
        kind,
        message,
        until: isTold
          ? new Date(Date.parse(now) + event.delayMs).toISOString()
          : undefined,
      };
    }
    case "rate_limit": {
      const rejection = rejectionOf(event.raw);
      if (!rejection) return undefined;
      const which = rejection.limit?.replaceAll("_", " ");
      return {
        kind: "usage_limit",
        message: `The account has used up its limit${
          which ? ` (${which})` : ""
        }`,
        until: rejection.resetsAt,
      };
    }
    default:
      return undefined;
  }
}

/** The limit that a turn failed of; `undefined` when it failed of something else. */
export function limitOf(why: Failure | undefined): LimitNotice | undefined {
  if (!why || !isLimit(why.kind)) return undefined;
  return { kind: why.kind, message: why.message, until: undefined };
}

/** Whether such a failure says something of the account, and nothing of the work. */
export function isLimit(kind: FailureKind): kind is LimitKind {
  return (LIMIT_KINDS as readonly string[]).includes(kind);
}

/** Why an attempt ends that met a limit. */
export function limitFailure(notice: LimitNotice): Failure {
  return failure(notice.kind, notice.message);
}
