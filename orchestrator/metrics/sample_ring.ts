import type { MetricSample } from "@/domain/metric.ts";
import {
  type PackedSample,
  packSample,
  unpackSample,
} from "./packed_sample.ts";

/** One hour of samples at 15 s. */
export const KEPT_SAMPLES = 240;

/** A sample that is not stored yet. */
export type WaitingSample = {
  /** How many were pushed before it. */
  readonly place: number;
  readonly sample: MetricSample;
};

/**
 * The newest samples: what pages show of the last hour, and what waits to be
 * stored. Bounded: what is pushed out before it was stored is counted. Kept
 * packed, as with a hundred agents an hour of samples would take 4 MB.
 */
export class SampleRing {
  #samples: PackedSample[] = [];
  #pushed = 0;
  /** All that were pushed before this place are stored, or dropped. */
  #waitingFrom = 0;
  #dropped = 0;

  constructor(private readonly capacity = KEPT_SAMPLES) {}

  /** Oldest first. */
  get samples(): readonly MetricSample[] {
    return this.#samples.map(unpackSample);
  }

  get newest(): MetricSample | undefined {
    const newest = this.#samples.at(-1);
    return newest && unpackSample(newest);
  }

  /** How many were pushed out unstored. */
  get dropped(): number {
    return this.#dropped;
  }

  push(sample: MetricSample): void {
    this.#samples.push(packSample(sample, this.#samples.at(-1)));
    this.#pushed++;
    if (this.#samples.length <= this.capacity) return;
    this.#samples.shift();
    if (this.#waitingFrom >= this.#oldest) return;
    this.#waitingFrom = this.#oldest;
    this.#dropped++;
  }

  /** The oldest one that is not stored yet. */
  get next(): WaitingSample | undefined {
    const place = this.#waitingFrom;
    const packed = this.#samples[place - this.#oldest];
    return packed && { place, sample: unpackSample(packed) };
  }

  /** Notes that what was pushed at this place is stored, and all before it. */
  noteStored(place: number): void {
    this.#waitingFrom = Math.max(this.#waitingFrom, place + 1);
  }

  /** The place of the oldest one that is kept. */
  get #oldest(): number {
    return this.#pushed - this.#samples.length;
  }
}
