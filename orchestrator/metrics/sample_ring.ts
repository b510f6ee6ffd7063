import type { MetricSample } from "@/domain/metric.ts";

/** One hour of samples at 15 s. */
export const KEPT_SAMPLES = 240;

/**
 * The newest samples: what pages show of the last hour, and what waits to be
 * stored. Bounded: what is pushed out before it was stored is counted.
 */
export class SampleRing {
  #samples: MetricSample[] = [];
  #stored = 0;
  #dropped = 0;

  constructor(private readonly capacity = KEPT_SAMPLES) {}

  /** Oldest first. */
  get samples(): readonly MetricSample[] {
    return this.#samples;
  }

  get newest(): MetricSample | undefined {
    return this.#samples.at(-1);
  }

  /** How many were pushed out unstored. */
  get dropped(): number {
    return this.#dropped;
  }

  push(sample: MetricSample): void {
    this.#samples.push(sample);
    if (this.#samples.length <= this.capacity) return;
    this.#samples.shift();
    if (this.#stored > 0) this.#stored--;
    else this.#dropped++;
  }

  /** The oldest one that is not stored yet. */
  get next(): MetricSample | undefined {
    return this.#samples[this.#stored];
  }

  /** Notes that a sample is stored, and all before it; one that was pushed out since is not missed. */
  noteStored(sample: MetricSample): void {
    const index = this.#samples.indexOf(sample);
    this.#stored = Math.max(this.#stored, index + 1);
  }
}
