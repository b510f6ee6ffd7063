import type { Counter, Gauge, Registry } from "prom-client";
import type { CurrentMetrics } from "@/domain/metric_queries.ts";
import {
  COUNTED_AGENT_STATUSES,
  familyOf,
  TASK_ENDS,
  TOKEN_KINDS,
} from "@/domain/metric.ts";
import { FAILURE_KINDS } from "@/domain/failure.ts";

type Exposition = { readonly contentType: string; readonly text: string };

/** One metric as Prometheus knows it, and where its values come from. */
type Family = {
  readonly name: string;
  readonly help: string;
  /** What distinguishes its values; a bounded set, never text of people or agents. */
  readonly label?: string;
  /** Name of ours, with the value of the label. */
  readonly from: readonly (readonly [string, string])[];
  /** What one of ours is in the unit of Prometheus. */
  readonly factor?: number;
};

const PER_MS = 1 / 1_000;
const single = (name: string): Family["from"] => [[name, ""]];
const each = (family: string, of: readonly string[]): Family["from"] =>
  of.map((label) => [`${family}.${label}`, label]);

const GAUGES: readonly Family[] = [
  {
    name: "vamp_agents",
    help: "Agents by status",
    label: "status",
    from: each("agents", COUNTED_AGENT_STATUSES),
  },
  {
    name: "vamp_tasks_open",
    help: "Tasks that wait for their agent, and tasks that an agent has",
    label: "status",
    from: each("tasks", ["pending", "running"]),
  },
  {
    name: "vamp_agents_allowed",
    help: "Agents that may work at once, while fewer may than ever",
    from: single("limits.places"),
  },
  {
    name: "vamp_task_duration_seconds",
    help: "Time of the tasks that ended in the last sample",
    label: "of",
    from: each("duration", ["mean", "p95"]),
    factor: PER_MS,
  },
  {
    name: "vamp_event_loop_lag_seconds",
    help: "How late timers of the server were in the last sample",
    label: "of",
    from: each("lag", ["mean", "max"]),
    factor: PER_MS,
  },
  {
    name: "vamp_resident_memory_bytes",
    help: "Resident memory of the server",
    from: single("memory.server"),
  },
  {
    name: "vamp_clients",
    help: "Connected listeners",
    label: "protocol",
    from: each("clients", ["sse", "ws"]),
  },
  {
    name: "vamp_history_backlog_events",
    help: "Events that the history does not have yet",
    from: single("history.backlog"),
  },
];

/** What is measured of each agent that runs now. */
const OF_AGENTS = [
  {
    name: "vamp_agent_resident_memory_bytes",
    help: "Resident memory of an agent's processes, of agents that run now",
    from: "memory.agent",
  },
  {
    name: "vamp_agent_cpu_percent",
    help:
      "Processors that the processes of an agent that runs now use; 100: one",
    from: "cpu.agent",
  },
] as const;

const COUNTERS: readonly Family[] = [
  {
    name: "vamp_tasks_ended_total",
    help: "Tasks that ended since the start",
    label: "status",
    from: each("ended", TASK_ENDS),
  },
  {
    name: "vamp_tokens_total",
    help: "Tokens used since the start",
    label: "kind",
    from: each("tokens", TOKEN_KINDS),
  },
  {
    name: "vamp_cost_usd_total",
    help: "Money spent since the start, at list price",
    from: single("cost.usd"),
  },
  {
    name: "vamp_failures_total",
    help: "Failures of tasks and agents since the start",
    label: "kind",
    from: each("errors", FAILURE_KINDS),
  },
  {
    name: "vamp_clients_cut_total",
    help: "Clients cut since the start because they read too slowly",
    label: "protocol",
    from: each("cut", ["sse", "ws"]),
  },
];

/** Families whose absence from a sample means that nothing is known. */
const UNKNOWN_WHEN_ABSENT: ReadonlySet<string> = new Set([
  "duration",
  "lag",
  "limits",
]);

/** The newest values in the text format of Prometheus. */
export async function expositionOf(
  { sample, totals, dropped_samples }: CurrentMetrics,
): Promise<Exposition> {
  // Only who is scraped pays for the library.
  const { Counter, Gauge, Registry } = await import("prom-client");
  const registry: Registry = new Registry();
  const registers = [registry];
  const make = (family: Family) => ({
    name: family.name,
    help: family.help,
    labelNames: family.label ? [family.label] : [],
    registers,
  });
  const now = new Map(
    sample.values.filter(({ agent_id }) => !agent_id)
      .map(({ name, value }) => [name, value]),
  );
  for (const family of GAUGES) {
    const gauge: Gauge = new Gauge(make(family));
    for (const [name, label] of family.from) {
      const value = now.get(name);
      if (value === undefined && UNKNOWN_WHEN_ABSENT.has(familyOf(name))) {
        continue;
      }
      gauge.set(labelsOf(family, label), (value ?? 0) * (family.factor ?? 1));
    }
  }
  for (const family of COUNTERS) {
    const counter: Counter = new Counter(make(family));
    for (const [name, label] of family.from) {
      counter.inc(labelsOf(family, label), totals[name] ?? 0);
    }
  }
  for (const { name, help, from } of OF_AGENTS) {
    const gauge = new Gauge({ name, help, labelNames: ["agent"], registers });
    for (const { agent_id, name, value } of sample.values) {
      if (agent_id && name === from) gauge.set({ agent: agent_id }, value);
    }
  }
  new Counter({
    name: "vamp_metric_samples_dropped_total",
    help: "Samples that the history will never have",
    registers,
  }).inc(dropped_samples);
  new Gauge({
    name: "vamp_sample_timestamp_seconds",
    help: "When these values were measured",
    registers,
  }).set(Date.parse(sample.at) / 1_000);
  return {
    contentType: registry.contentType,
    text: await registry.metrics(),
  };
}

function labelsOf({ label }: Family, value: string): Record<string, string> {
  return label ? { [label]: value } : {};
}
