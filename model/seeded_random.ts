/** Numbers that look random and are the same on every run with the same key. */

/** A stream of numbers fixed by the key it was made from. */
export interface SeededRandom {
  /** Next number, at least 0 and below 1. */
  next(): number;
  /** Next whole number from `min` to `max`, both included. */
  between(min: number, max: number): number;
  /** Next text of `length` characters drawn from `alphabet`. */
  text(length: number, alphabet: string): string;
  /** Next value in the shape of a version 4 UUID. */
  uuid(): string;
}

/**
 * Makes a generator whose whole output follows from its key.
 *
 * The key is hashed with 32-bit FNV-1a and the numbers come from the public domain
 * mulberry32 mixer: good enough for pacing and ids of a test double, not for secrets.
 */
export function seededRandom(key: string): SeededRandom {
  let state = fnv1a(key);
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const between = (min: number, max: number) =>
    min + Math.floor(next() * (max - min + 1));
  const text = (length: number, alphabet: string) =>
    Array.from(
      { length },
      () => alphabet[between(0, alphabet.length - 1)],
    ).join("");
  const hex = (length: number) => text(length, "0123456789abcdef");
  const uuid = () =>
    `${hex(8)}-${hex(4)}-4${hex(3)}-${text(1, "89ab")}${hex(3)}-${hex(12)}`;
  return { next, between, text, uuid };
}

/** Draws from a fixed number or a `[min, max]` range. */
export function draw(
  value: number | readonly [number, number],
  random: SeededRandom,
): number {
  return typeof value === "number" ? value : random.between(value[0], value[1]);
}

function fnv1a(key: string): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(key)) {
    hash = Math.imul(hash ^ byte, 0x01000193);
  }
  return hash | 0;
}
