import type { MetricsQuery } from "@/domain/metric_queries.ts";

/** Spans that the page offers, with steps that make charts of alike width. */
export const RANGES = [
  { key: "15m", name: "15 minutes", seconds: 900, step: 15 },
  { key: "1h", name: "1 hour", seconds: 3_600, step: 30 },
  { key: "24h", name: "24 hours", seconds: 86_400, step: 600 },
  { key: "7d", name: "7 days", seconds: 604_800, step: 3_600 },
] as const;
export type Range = typeof RANGES[number];

/** What the page shows first. */
const FIRST: Range = RANGES[1];

/** The span that an address asks for. */
export function rangeOf(parameters: URLSearchParams): Range {
  const asked = parameters.get("range");
  return RANGES.find(({ key }) => key === asked) ?? FIRST;
}

/** The page's address with this span. */
export function rangeHref({ key }: Range): string {
  return key === FIRST.key ? "/performance" : `/performance?range=${key}`;
}

/** Everything that the charts of this span need, up to now. */
export function queryOf(range: Range, nowMs: number): MetricsQuery {
  return {
    names: [],
    from: new Date(nowMs - range.seconds * 1_000).toISOString(),
    to: new Date(nowMs).toISOString(),
    stepSeconds: range.step,
  };
}

/** The same as an address below `/api/`. */
export function queryPath(range: Range, nowMs: number): string {
  const { from, to } = queryOf(range, nowMs);
  return `metrics?${new URLSearchParams({ from, to, step: `${range.step}` })}`;
}
