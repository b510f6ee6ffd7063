import type { AgentId } from "./ids.ts";
import {
  MARKER,
  metricFacts,
  type MetricSample,
  SAMPLE_SECONDS,
} from "./metric.ts";

/** A span of time in steps, all in milliseconds since 1970. */
export type StepRange = {
  /** A whole number of steps since 1970. */
  readonly fromMs: number;
  /** Not part of it. */
  readonly toMs: number;
  readonly stepMs: number;
};

/** What one step has of one metric; parts of the same step can be added up. */
export type StepPart = {
  /** When the step begins. */
  readonly stepAtMs: number;
  readonly name: string;
  readonly agent_id: AgentId | null;
  readonly sum: number;
  readonly max: number;
  readonly count: number;
};

/** One line of a chart: a value or null for each step. */
export type MetricSeries = {
  readonly name: string;
  readonly agent_id: AgentId | null;
  readonly values: readonly (number | null)[];
};

/** Most steps that an answer has. */
export const MAX_STEPS = 500;
const SECONDS_OF_STEPS: readonly number[] = [
  15,
  30,
  60,
  120,
  300,
  600,
  1_200,
  1_800,
  3_600,
  7_200,
  14_400,
  21_600,
  43_200,
];
const DAY_SECONDS = 86_400;

/**
 * Steps that cover the span: as fine as asked for and as `MAX_STEPS` allows.
 *
 * @param askedSeconds Length of a step; without it, a round one is chosen.
 */
export function stepsOver(
  fromMs: number,
  toMs: number,
  askedSeconds?: number,
): StepRange {
  // The first step may begin before the span, and the last one end after it.
  const least = Math.ceil((toMs - fromMs) / 1_000 / (MAX_STEPS - 2));
  const fitting = SECONDS_OF_STEPS.find((seconds) => seconds >= least) ??
    Math.ceil(least / DAY_SECONDS) * DAY_SECONDS;
  const seconds = askedSeconds === undefined
    ? fitting
    : Math.max(askedSeconds, least, SAMPLE_SECONDS);
  const stepMs = seconds * 1_000;
  return {
    fromMs: Math.floor(fromMs / stepMs) * stepMs,
    toMs: Math.ceil(toMs / stepMs) * stepMs,
    stepMs,
  };
}

/** When each step begins. */
export function stepTimes({ fromMs, toMs, stepMs }: StepRange): number[] {
  const length = Math.max(0, Math.round((toMs - fromMs) / stepMs));
  return Array.from({ length }, (_, index) => fromMs + index * stepMs);
}

/** Samples as parts of steps; those outside the span are left out. */
export function partsOf(
  samples: readonly MetricSample[],
  { fromMs, toMs, stepMs }: StepRange,
): StepPart[] {
  return samples.flatMap((sample) => {
    const atMs = Date.parse(sample.at);
    if (atMs < fromMs || atMs >= toMs) return [];
    const stepAtMs = Math.floor(atMs / stepMs) * stepMs;
    return sample.values.map(({ name, agent_id, value }) => ({
      stepAtMs,
      name,
      agent_id,
      sum: value,
      max: value,
      count: 1,
    }));
  });
}

/** How many samples were taken in each step. */
export function samplesOf(
  parts: readonly StepPart[],
  range: StepRange,
): number[] {
  const counts = countSamples(parts);
  return stepTimes(range).map((at) => counts.get(at) ?? 0);
}

/**
 * The lines that parts make together. A step without any sample is null in all
 * lines; in one with samples, what is left out is zero where its metric says
 * so.
 *
 * @param wanted Which metrics; the marker has to be among the parts all the same.
 */
export function seriesOf(
  parts: readonly StepPart[],
  range: StepRange,
  wanted: (name: string, agent: AgentId | null) => boolean,
): MetricSeries[] {
  const times = stepTimes(range);
  const samples = countSamples(parts);
  const lines = new Map<string, Map<number, StepPart>>();
  for (const part of parts) {
    const { stepAtMs, name, agent_id } = part;
    if (!wanted(name, agent_id)) continue;
    const key = `${name} ${agent_id ?? ""}`;
    const line = lines.get(key) ?? new Map<number, StepPart>();
    line.set(stepAtMs, added(line.get(stepAtMs), part));
    lines.set(key, line);
  }
  return [...lines.values()].flatMap((line) => {
    const [first] = line.values();
    if (!first) return [];
    const values = times.map((at) =>
      valueOf(line.get(at), samples.get(at) ?? 0, first.name)
    );
    return [{ name: first.name, agent_id: first.agent_id, values }];
  });
}

function countSamples(parts: readonly StepPart[]): Map<number, number> {
  const counts = new Map<number, number>();
  for (const { name, stepAtMs, count } of parts) {
    if (name !== MARKER) continue;
    counts.set(stepAtMs, (counts.get(stepAtMs) ?? 0) + count);
  }
  return counts;
}

function added(before: StepPart | undefined, part: StepPart): StepPart {
  if (!before) return part;
  return {
    ...part,
    sum: before.sum + part.sum,
    max: Math.max(before.max, part.max),
    count: before.count + part.count,
  };
}

function valueOf(
  part: StepPart | undefined,
  samples: number,
  name: string,
): number | null {
  const { gathering } = metricFacts(name);
  if (gathering === "level" || gathering === "sum") {
    if (samples === 0 && !part) return null;
    if (!part) return 0;
    return gathering === "sum"
      ? part.sum
      : part.sum / Math.max(samples, part.count);
  }
  if (!part) return null;
  return gathering === "max" ? part.max : part.sum / part.count;
}
