import type { AgentStatus } from "./agent.ts";
import { FAILURE_KINDS } from "./failure.ts";
import type { AgentId, Instant } from "./ids.ts";
import type { TaskStatus } from "./task.ts";

/** How values of a metric are put together over time. */
export type Gathering =
  /** Of what is there at a moment: the mean; nothing stored means zero. */
  | "level"
  /** Of what came since the last sample: the sum; nothing stored means zero. */
  | "sum"
  /** Of what can be unknown: the mean of what is known. */
  | "mean"
  /** The same, but the worst counts. */
  | "max";

/** What one metric is. */
export type MetricFacts = {
  readonly unit: string;
  readonly gathering: Gathering;
  readonly about: string;
};

/** Statuses in which an agent is counted; a terminated one is gone. */
export const COUNTED_AGENT_STATUSES = [
  "starting",
  "idle",
  "busy",
  "terminating",
  "failed",
] as const satisfies readonly AgentStatus[];
/** How a task can end. */
export const TASK_ENDS = [
  "completed",
  "failed",
  "cancelled",
] as const satisfies readonly TaskStatus[];
export const TOKEN_KINDS = [
  "input",
  "output",
  "cache_read",
  "cache_write",
] as const;

const FACTS: ReadonlyMap<string, MetricFacts> = new Map([
  ...COUNTED_AGENT_STATUSES.map((status) =>
    fact(`agents.${status}`, "agents", "level", `Agents that are ${status}`)
  ),
  fact("tasks.pending", "tasks", "level", "Tasks that wait for their agent"),
  fact("tasks.running", "tasks", "level", "Tasks that an agent has"),
  fact(
    "limits.places",
    "agents",
    "mean",
    "Agents that may work at once, while fewer may",
  ),
  ...TASK_ENDS.map((end) =>
    fact(`ended.${end}`, "tasks", "sum", `Tasks that ended as ${end}`)
  ),
  fact("duration.mean", "ms", "mean", "Mean time of the tasks that ended"),
  fact("duration.p95", "ms", "max", "Time that 95 % of them did not exceed"),
  ...TOKEN_KINDS.map((kind) =>
    fact(`tokens.${kind}`, "tokens", "sum", `Tokens used: ${kind}`)
  ),
  fact("cost.usd", "usd", "sum", "Money spent, at list price"),
  ...FAILURE_KINDS.map((kind) =>
    fact(`errors.${kind}`, "failures", "sum", `Failures of the kind ${kind}`)
  ),
  fact("lag.mean", "ms", "mean", "How late timers of the server were"),
  fact("lag.max", "ms", "max", "How late the latest of them was"),
  fact("memory.server", "bytes", "mean", "Resident memory of the server"),
  fact("memory.agent", "bytes", "mean", "Resident memory of an agent's tree"),
  fact("cpu.agent", "percent", "mean", "Processors used by an agent's tree"),
  fact("clients.sse", "clients", "level", "Listeners to the event stream"),
  fact("clients.ws", "clients", "level", "Open sockets"),
  fact("cut.sse", "clients", "sum", "Listeners cut since they read too slowly"),
  fact("cut.ws", "clients", "sum", "Sockets closed since they read too slowly"),
  fact("history.backlog", "events", "level", "What the history lacks yet"),
]);

function fact(
  name: string,
  unit: string,
  gathering: Gathering,
  about: string,
): readonly [string, MetricFacts] {
  return [name, { unit, gathering, about }];
}

/** How often a sample is taken; it tells of the time since the one before. */
export const SAMPLE_SECONDS = 15;

/** In every sample: it tells that one was taken, also where all else was zero. */
export const MARKER = "memory.server";

/** Every metric that there is. A family is what stands before the dot. */
export const METRIC_NAMES: readonly string[] = [...FACTS.keys()];
export const METRIC_FAMILIES: readonly string[] = [
  ...new Set(METRIC_NAMES.map(familyOf)),
];

/** What stands before the dot: `agents` of `agents.idle`. */
export function familyOf(name: string): string {
  return name.slice(0, name.indexOf("."));
}

/** What a metric is; a name that an older version knew is a plain mean. */
export function metricFacts(name: string): MetricFacts {
  return FACTS.get(name) ?? { unit: "", gathering: "mean", about: name };
}

/** One value of a sample. */
export type MetricValue = {
  readonly name: string;
  readonly value: number;
  /** Of the agent alone; null of the whole platform. */
  readonly agent_id: AgentId | null;
};

/** What was measured at one moment. Zeros of `level` and `sum` are left out. */
export type MetricSample = {
  readonly at: Instant;
  /** The last event of the log that it knows of. */
  readonly seq: number;
  readonly values: readonly MetricValue[];
};

/** Sums since the server started, by metric name. */
export type MetricTotals = Readonly<Record<string, number>>;
