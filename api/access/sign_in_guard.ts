import { createHash } from "node:crypto";

/** Wrong secrets that an address may try before it has to wait. */
const FREE_TRIES = 5;
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 15 * 60_000;
/** After so long without a wrong secret all is forgotten. */
const MEMORY_MS = 60 * 60_000;
const MOST_ADDRESSES = 10_000;

type Tries = {
  /** Hashes of the secrets that were wrong, or are being looked at. */
  readonly secrets: Set<string>;
  waitUntil: number;
  lastAt: number;
};

/** How an attempt to sign in came out; with a wait, the secret was not looked at. */
export type Attempt =
  | { readonly kind: "right" }
  | { readonly kind: "wrong" }
  | { readonly kind: "wait"; readonly ms: number };

/**
 * Makes guessing slow: after five different wrong secrets an address waits,
 * twice as long each time, up to 15 minutes, whatever it sends meanwhile. The
 * same wrong secret again is no guess: a program with an old token locks
 * nobody out.
 */
export class SignInGuard {
  readonly #byAddress = new Map<string, Tries>();

  /** @param now Milliseconds since 1970. */
  constructor(private readonly now: () => number) {}

  /** Looks at the secret, unless its sender has to wait. */
  async attempt(
    address: string,
    secret: string,
    isRight: () => Promise<boolean>,
  ): Promise<Attempt> {
    const now = this.now();
    const tries = this.#triesOf(address, now);
    const hash = createHash("sha256").update(secret).digest("base64");
    const isKnown = tries.secrets.has(hash);
    if (now < tries.waitUntil) {
      return { kind: "wait", ms: tries.waitUntil - now };
    }
    // Counted before it is looked at, so that many at once are many.
    tries.secrets.add(hash);
    if (!isKnown && tries.secrets.size > FREE_TRIES) {
      const doubled = FIRST_WAIT_MS *
        2 ** Math.min(tries.secrets.size - FREE_TRIES - 1, 20);
      tries.waitUntil = now + Math.min(LONGEST_WAIT_MS, doubled);
    }
    if (!await isRight()) {
      tries.lastAt = now;
      return { kind: "wrong" };
    }
    this.#byAddress.delete(address);
    return { kind: "right" };
  }

  #triesOf(address: string, now: number): Tries {
    const known = this.#byAddress.get(address);
    if (known && now - known.lastAt < MEMORY_MS) return known;
    const tries = { secrets: new Set<string>(), waitUntil: 0, lastAt: now };
    this.#byAddress.delete(address);
    this.#byAddress.set(address, tries);
    if (this.#byAddress.size > MOST_ADDRESSES) {
      const [oldest] = this.#byAddress.keys();
      if (oldest !== undefined) this.#byAddress.delete(oldest);
    }
    return tries;
  }
}
