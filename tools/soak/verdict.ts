import type { SoakSample } from "./sample.ts";

/** What a soak may show at the most. */
export type SoakLimits = {
  /** Growth of the resident memory that is left when garbage is collected. */
  readonly mibPer10Minutes: number;
  /** By how many descriptors the last third may be above the first. */
  readonly descriptors: number;
  readonly lagMs: number;
};

/** What a soak came to. */
export type SoakVerdict = {
  /** The slope of the floors: of the least memory in each five minutes. */
  readonly mibPer10Minutes: number;
  /** The slope of all samples, which the collector's saw goes into. */
  readonly allMibPer10Minutes: number;
  readonly rssMib: readonly [first: number, last: number];
  readonly descriptors: readonly [first: number, last: number];
  /** Zombies that were there in two samples in a row. */
  readonly zombies: number;
  /** Half of the samples had no later timer, and 99 of 100. */
  readonly lagMs: readonly [median: number, p99: number];
  /** What is over its limit, each in a sentence; none when all is well. */
  readonly faults: readonly string[];
};

const MIB = 2 ** 20;
const TEN_MINUTES = 600;
/** In so many seconds the garbage is collected at least once. */
const FLOOR_SECONDS = 300;
/** Of fewer floors a slope says nothing; then it is that of all samples. */
const FEWEST_FLOORS = 4;

/**
 * Judges the samples that were taken after the warm-up. Memory goes up and down
 * with the garbage collector: what is kept shows in the floors, the least of
 * each five minutes. A slope is the median of those between all pairs;
 * descriptors are compared by medians of thirds.
 */
export function judgeSoak(
  samples: readonly SoakSample[],
  limits: SoakLimits,
): SoakVerdict {
  const third = Math.max(1, Math.floor(samples.length / 3));
  const ends = (of: (sample: SoakSample) => number): readonly [
    number,
    number,
  ] => [
    median(samples.slice(0, third).map(of)),
    median(samples.slice(-third).map(of)),
  ];
  const all = medianSlope(samples) * TEN_MINUTES / MIB;
  const floors = floorsOf(samples);
  const slope = floors.length < FEWEST_FLOORS
    ? all
    : medianSlope(floors) * TEN_MINUTES / MIB;
  const rssMib = ends(({ rssBytes }) => rssBytes / MIB);
  const descriptors = ends(({ descriptors }) => descriptors);
  const zombies = Math.max(
    0,
    ...samples.slice(1).map((sample, index) =>
      Math.min(sample.zombies, samples[index]?.zombies ?? 0)
    ),
  );
  const lags = samples.map(({ lagMs }) => lagMs);
  const lagMs = [median(lags), quantile(lags, 0.99)] as const;
  const more = descriptors[1] - descriptors[0];
  const faults = [
    slope > limits.mibPer10Minutes &&
    `resident memory grows by ${slope.toFixed(2)} MiB in 10 minutes: ` +
      `${limits.mibPer10Minutes} is the most`,
    more > limits.descriptors &&
    `${more} descriptors came: ${limits.descriptors} is the most`,
    zombies > 0 && `${zombies} zombies stayed`,
    lagMs[0] > limits.lagMs &&
    `timers were ${lagMs[0].toFixed(0)} ms late: ${limits.lagMs} is the most`,
  ].filter((fault) => fault !== false);
  return {
    mibPer10Minutes: slope,
    allMibPer10Minutes: all,
    rssMib,
    descriptors,
    zombies,
    lagMs,
    faults,
  };
}

/** The sample with the least memory of each span, without a last span that was cut. */
function floorsOf(samples: readonly SoakSample[]): readonly SoakSample[] {
  const [first, last] = [samples[0], samples.at(-1)];
  if (!first || !last) return [];
  const spans = Math.round((last.atSeconds - first.atSeconds) / FLOOR_SECONDS);
  return Array.from({ length: spans }, (_, span) => {
    const from = first.atSeconds + span * FLOOR_SECONDS;
    return samples
      .filter(({ atSeconds }) =>
        atSeconds >= from && atSeconds < from + FLOOR_SECONDS
      )
      .reduce((least, each) => each.rssBytes < least.rssBytes ? each : least);
  });
}

/** Bytes a second; NaN of fewer than two samples. */
function medianSlope(samples: readonly SoakSample[]): number {
  const slopes: number[] = [];
  for (const [index, a] of samples.entries()) {
    for (const b of samples.slice(index + 1)) {
      slopes.push((b.rssBytes - a.rssBytes) / (b.atSeconds - a.atSeconds));
    }
  }
  return median(slopes);
}

function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

function quantile(values: readonly number[], of: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) * of)] ?? NaN;
}
