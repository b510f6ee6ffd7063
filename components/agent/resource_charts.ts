import type { MetricsReport } from "@/domain/metric_queries.ts";
import { formatBytes } from "../format.ts";
import type { Chart } from "../metrics/charts.ts";
import { AGENT_TEXT } from "../text/agent_text.ts";

/** Names of what is measured of one agent. */
export const RESOURCE_NAMES = ["memory.agent", "cpu.agent"] as const;

/** What the processes of one agent used over time. */
export function resourceCharts({ series }: MetricsReport): readonly Chart[] {
  const valuesOf = (name: string) =>
    series.find((each) => each.name === name && each.agent_id !== null)
      ?.values ?? [];
  const chart = {
    isStacked: false,
    isSparse: false,
    says: "newest",
  } as const;
  return [
    {
      ...chart,
      id: "agent-memory",
      title: AGENT_TEXT.memory,
      about: AGENT_TEXT.memoryAbout,
      lines: [{ label: AGENT_TEXT.memory, values: valuesOf("memory.agent") }],
      format: formatBytes,
    },
    {
      ...chart,
      id: "agent-cpu",
      title: AGENT_TEXT.cpu,
      about: AGENT_TEXT.cpuAbout,
      lines: [{ label: AGENT_TEXT.cpu, values: valuesOf("cpu.agent") }],
      format: (percent) => `${Math.round(percent)} %`,
    },
  ];
}
