import type { SoakSample } from "./sample.ts";

/** What a soak may show at the most. */
export type SoakLimits = {
  /** Growth of resident memory after the warm-up. */
  readonly mibPer10Minutes: number;
  /** By how many descriptors the last third may be above the first. */
  readonly descriptors: number;
  readonly lagMs: number;
};

/** What a soak came to. */
export type SoakVerdict = {
  readonly mibPer10Minutes: number;
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

/**
 * Judges the samples that were taken after the warm-up. Memory and descriptors
 * go up and down with the garbage collector and with what happens to run, so
 * single samples say little: the slope is the median of the slopes between all
 * pairs of samples, and descriptors are compared by medians of thirds.
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
  const slope = medianSlope(samples) * TEN_MINUTES / MIB;
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
    rssMib,
    descriptors,
    zombies,
    lagMs,
    faults,
  };
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
