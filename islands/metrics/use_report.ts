import { useEffect, useState } from "preact/hooks";
import type { MetricsReport } from "@/domain/metric_queries.ts";
import { queryPath, type Range } from "@/components/metrics/ranges.ts";
import { callApi } from "../live/api.ts";

const SAMPLE_MS = 15_000;
/** Long spans are costly to put together, and hardly change. */
const LONGEST_WAIT_MS = 60_000;

/** A report, and when it was made. */
export type Reported = {
  readonly report: MetricsReport;
  /** Milliseconds since 1970. */
  readonly atMs: number;
};

/** The newest report: the one that the page came with, then a new one every 15 s while the page is seen. */
export function useReport(rendered: Reported, range: Range): Reported {
  const [reported, setReported] = useState(rendered);
  useEffect(() => {
    const waitMs = Math.min(
      Math.max(range.step * 1_000 / 2, SAMPLE_MS),
      LONGEST_WAIT_MS,
    );
    let isGone = false;
    let askedMs = Date.now();
    const ask = async () => {
      if (document.hidden) return;
      askedMs = Date.now();
      const answer = await callApi<MetricsReport>(
        "GET",
        queryPath(range, askedMs),
      );
      // A failed call leaves what there is; the banner of the page says why.
      if (answer.ok && !isGone) {
        setReported({ report: answer.value, atMs: askedMs });
      }
    };
    const onSeen = () => {
      if (Date.now() - askedMs >= waitMs) void ask();
    };
    const timer = setInterval(() => void ask(), waitMs);
    document.addEventListener("visibilitychange", onSeen);
    return () => {
      isGone = true;
      clearInterval(timer);
      document.removeEventListener("visibilitychange", onSeen);
    };
  }, [range.key]);
  return reported;
}
