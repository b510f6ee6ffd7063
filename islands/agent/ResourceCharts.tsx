import { useEffect, useState } from "preact/hooks";
import type { MetricsReport } from "@/domain/metric_queries.ts";
import {
  RESOURCE_NAMES,
  resourceCharts,
} from "@/components/agent/resource_charts.ts";
import { ErrorBox } from "@/components/ErrorBox.tsx";
import { AGENT_TEXT } from "@/components/text/agent_text.ts";
import { callApi, type Problem } from "../live/api.ts";
import { MetricChart } from "../metrics/MetricChart.tsx";

const SPAN_MS = 3_600_000;
const STEP_SECONDS = 30;
const EVERY_MS = 15_000;

/** Memory and processor time of an agent's processes, as charts and as tables. */
export function ResourceCharts({ agentId }: { readonly agentId: string }) {
  const [report, setReport] = useState<MetricsReport>();
  const [problem, setProblem] = useState<Problem>();

  useEffect(() => {
    let isGone = false;
    const ask = async () => {
      if (document.hidden) return;
      const nowMs = Date.now();
      const query = new URLSearchParams({
        names: RESOURCE_NAMES.join(","),
        agent_id: agentId,
        from: new Date(nowMs - SPAN_MS).toISOString(),
        to: new Date(nowMs).toISOString(),
        step: String(STEP_SECONDS),
      });
      const answer = await callApi<MetricsReport>("GET", `metrics?${query}`);
      if (isGone) return;
      if (answer.ok) setReport(answer.value);
      setProblem(answer.ok ? undefined : answer.problem);
    };
    void ask();
    const timer = setInterval(ask, EVERY_MS);
    return () => {
      isGone = true;
      clearInterval(timer);
    };
  }, [agentId]);

  if (problem) {
    return <ErrorBox title={problem.message} requestId={problem.requestId} />;
  }
  if (!report) return <div class="charts" aria-busy="true" />;
  if (!report.enabled) return <p class="meta">{AGENT_TEXT.notMeasured}</p>;
  return (
    <>
      <p class="meta">{AGENT_TEXT.resourcesAbout}</p>
      <div class="charts">
        {resourceCharts(report).map((chart) => (
          <MetricChart
            key={chart.id}
            chart={chart}
            times={report.times}
            withDates={false}
          />
        ))}
      </div>
    </>
  );
}
