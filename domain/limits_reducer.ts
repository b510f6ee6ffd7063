import type { FleetEvent } from "./event.ts";
import type { LimitsState } from "./limits.ts";

export const OPEN_LIMITS: LimitsState = {
  enabled: true,
  closed: null,
  lowered: null,
  streak: 0,
  opened_at: null,
};

/** A limit that is met later than this after the gate opened is a new one, in milliseconds. */
const CALM_MS = 60_000;

/** The gate after one event; the same object when the event changes nothing. Pure. */
export function applyToLimits(
  limits: LimitsState,
  event: FleetEvent,
): LimitsState {
  switch (event.type) {
    case "limit.closed": {
      const { closed } = limits;
      return {
        ...limits,
        // It is one incident, however many met it and however long it gets.
        closed: { ...event.data, since: closed?.since ?? event.at },
        streak: closed ? limits.streak : streakAt(limits, event.at),
      };
    }
    case "limit.opened":
      return limits.closed
        ? { ...limits, closed: null, opened_at: event.at }
        : limits;
    case "limit.lowered": {
      const { lowered } = limits;
      const since = lowered?.since ?? event.at;
      return { ...limits, lowered: { ...event.data, since } };
    }
    case "limit.raised": {
      const { lowered } = limits;
      const { places } = event.data;
      if (!lowered) return limits;
      return {
        ...limits,
        lowered: places === null ? null : { ...lowered, places },
      };
    }
    case "limit.switched":
      return limits.enabled === event.data.enabled ? limits : {
        ...limits,
        enabled: event.data.enabled,
        lowered: event.data.enabled ? limits.lowered : null,
      };
    default:
      return limits;
  }
}

function streakAt({ streak, opened_at }: LimitsState, at: string): number {
  const calmMs = opened_at === null
    ? Infinity
    : Date.parse(at) - Date.parse(opened_at);
  return calmMs < CALM_MS ? streak + 1 : 1;
}
