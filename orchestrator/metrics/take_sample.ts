import type { Fleet } from "@/domain/fleet.ts";
import type { AgentId, Instant } from "@/domain/ids.ts";
import {
  COUNTED_AGENT_STATUSES,
  metricFacts,
  type MetricSample,
  type MetricValue,
} from "@/domain/metric.ts";
import { isTaskEnded } from "@/domain/task_status.ts";
import type { SampledUse } from "./agent_use.ts";
import type { Interval } from "./interval.ts";

/** What the host and the server say of themselves at one moment. */
export type Readings = {
  readonly at: Instant;
  /** How late timers were since the last sample, in milliseconds. */
  readonly lag: { readonly meanMs: number; readonly maxMs: number };
  readonly serverBytes: number;
  /** Of each agent's tree. */
  readonly agentUse: ReadonlyMap<AgentId, SampledUse>;
  readonly clients: { readonly sse: number; readonly ws: number };
  /** Events that the history lacks; `undefined` while that is not known. */
  readonly backlog: number | undefined;
};

/** Pure: one sample of the fleet, of what happened since the last, and of the host. */
export function takeSample(
  fleet: Fleet,
  interval: Interval,
  readings: Readings,
): MetricSample {
  const agents = Object.values(fleet.agents).map(({ state }) => state.status);
  const open = Object.values(fleet.tasks)
    .filter(({ state }) => !isTaskEnded(state));
  const pending = open.filter(({ state }) => state.status === "pending");
  const durations = interval.durationsMs.toSorted((a, b) => a - b);
  const whole: Readonly<Record<string, number | undefined>> = {
    ...Object.fromEntries(COUNTED_AGENT_STATUSES.map((status) => [
      `agents.${status}`,
      agents.filter((each) => each === status).length,
    ])),
    "tasks.pending": pending.length,
    "tasks.running": open.length - pending.length,
    "limits.places": fleet.limits.lowered?.places,
    ...interval.sums,
    "duration.mean": meanOf(durations),
    "duration.p95": quantileOf(durations, 0.95),
    "lag.mean": readings.lag.meanMs,
    "lag.max": readings.lag.maxMs,
    "memory.server": readings.serverBytes,
    "clients.sse": readings.clients.sse,
    "clients.ws": readings.clients.ws,
    "history.backlog": readings.backlog,
  };
  const values: MetricValue[] = Object.entries(whole)
    .filter(([name, value]) => value !== undefined && isTold(name, value))
    .map(([name, value = 0]) => ({ name, value, agent_id: null }));
  for (const [agent_id, used] of readings.agentUse) {
    if (!fleet.agents[agent_id]) continue;
    const { residentBytes, cpuPercent } = used;
    values.push({ name: "memory.agent", value: residentBytes, agent_id });
    if (cpuPercent === null) continue;
    values.push({ name: "cpu.agent", value: cpuPercent, agent_id });
  }
  return { at: readings.at, seq: fleet.seq, values };
}

/** A zero that its absence tells as well is not worth a row. */
function isTold(name: string, value: number): boolean {
  const { gathering } = metricFacts(name);
  return value !== 0 || gathering === "mean" || gathering === "max";
}

function meanOf(values: readonly number[]): number | undefined {
  if (values.length === 0) return undefined;
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The least value that this share of the sorted values does not exceed. */
function quantileOf(
  sorted: readonly number[],
  share: number,
): number | undefined {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)];
}
