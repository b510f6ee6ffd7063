import type { AgentId } from "@/domain/ids.ts";
import type { MetricSample, MetricValue } from "@/domain/metric.ts";

const MB = 1_048_576;

/** A sample that the test fills: the marker is in it, as in every sample. */
export function sampleAt(
  at: string,
  values: Readonly<Record<string, number>> = {},
  agents: Readonly<Record<string, number>> = {},
): MetricSample {
  const whole = { "memory.server": 100 * MB, ...values };
  return {
    at,
    seq: 1,
    values: [
      ...Object.entries(whole).map(([name, value]): MetricValue => ({
        name,
        value,
        agent_id: null,
      })),
      ...Object.entries(agents).map(([agent_id, value]): MetricValue => ({
        name: "memory.agent",
        value,
        agent_id: agent_id as AgentId,
      })),
    ],
  };
}

/** Samples of a lively hour until `endMs`, without any chance in them. */
export function sampleHour(
  endMs: number,
  agents: readonly AgentId[],
): MetricSample[] {
  return Array.from({ length: 240 }, (_, index) => {
    const at = new Date(endMs - (239 - index) * 15_000).toISOString();
    const wave = Math.sin(index / 20);
    const working = Math.round(2 + 2 * wave);
    return sampleAt(
      at,
      {
        "agents.busy": working,
        "agents.idle": 5 - working,
        "agents.failed": index > 180 ? 1 : 0,
        "tasks.pending": Math.max(0, Math.round(6 * wave)),
        "tasks.running": working,
        "tokens.input": 1_200 + 800 * wave,
        "tokens.output": 400 + 300 * wave,
        "tokens.cache_read": 5_000 + 3_000 * wave,
        "cost.usd": 0.004 + 0.002 * wave,
        "lag.mean": 0.6,
        "lag.max": 8 + 6 * wave,
        "memory.server": (180 + index / 8) * MB,
        "clients.sse": 1,
        ...(index % 9 === 0
          ? { "duration.mean": 24_000 + 9_000 * wave, "duration.p95": 58_000 }
          : {}),
        ...(index % 70 === 40 ? { "errors.rate_limit": 2 } : {}),
        ...(index === 150 ? { "errors.crashed": 1 } : {}),
      },
      Object.fromEntries(agents.map((id, place) => [
        id,
        (210 + 40 * place + 15 * wave) * MB,
      ])),
    );
  });
}
