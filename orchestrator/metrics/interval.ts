import type { FleetEvent } from "@/domain/event.ts";
import type { Fleet } from "@/domain/fleet.ts";
import type { MetricTotals } from "@/domain/metric.ts";

/** What happened since the last sample. */
export type Interval = {
  /** By metric name: tasks that ended, tokens, money, failures. */
  readonly sums: MetricTotals;
  /** Milliseconds from an agent's start with a task to its end. */
  readonly durationsMs: readonly number[];
};

export const EMPTY_INTERVAL: Interval = { sums: {}, durationsMs: [] };

/** Pure: the interval with one more event; `fleet` is as of that event or later. */
export function addToInterval(
  interval: Interval,
  event: FleetEvent,
  fleet: Pick<Fleet, "tasks">,
): Interval {
  const counted = countsOf(event);
  if (counted.length === 0) return interval;
  const sums = { ...interval.sums };
  for (const [name, value] of counted) sums[name] = (sums[name] ?? 0) + value;
  const durationMs = durationOf(event, fleet);
  return {
    sums,
    durationsMs: durationMs === undefined
      ? interval.durationsMs
      : [...interval.durationsMs, durationMs],
  };
}

/** Pure: the interval with something more that no event tells of. */
export function addCounts(
  interval: Interval,
  counts: MetricTotals,
): Interval {
  return { ...interval, sums: addTotals(interval.sums, { sums: counts }) };
}

/** Sums since the start with those of one more interval. */
export function addTotals(
  totals: MetricTotals,
  { sums }: Pick<Interval, "sums">,
): MetricTotals {
  const next: Record<string, number> = { ...totals };
  for (const [name, value] of Object.entries(sums)) {
    next[name] = (next[name] ?? 0) + value;
  }
  return next;
}

function countsOf(event: FleetEvent): readonly (readonly [string, number])[] {
  switch (event.type) {
    case "task.completed":
      return [["ended.completed", 1]];
    case "task.cancelled":
      return [["ended.cancelled", 1]];
    case "task.failed":
      return [["ended.failed", 1], [`errors.${event.data.failure.kind}`, 1]];
    case "agent.failed":
      return [[`errors.${event.data.failure.kind}`, 1]];
    case "usage.recorded": {
      const { usage } = event.data;
      return [
        ["tokens.input", usage.input_tokens],
        ["tokens.output", usage.output_tokens],
        ["tokens.cache_read", usage.cache_read_tokens],
        ["tokens.cache_write", usage.cache_write_tokens],
        ["cost.usd", usage.cost_usd],
      ];
    }
    default:
      return [];
  }
}

function durationOf(
  event: FleetEvent,
  { tasks }: Pick<Fleet, "tasks">,
): number | undefined {
  if (event.type !== "task.completed" && event.type !== "task.failed") {
    return undefined;
  }
  const attempt = tasks[event.task_id]?.attempts
    .find(({ number }) => number === event.data.attempt);
  if (!attempt?.started_at) return undefined;
  return Math.max(0, Date.parse(event.at) - Date.parse(attempt.started_at));
}
