import type { AskedFrom } from "@/domain/asked_from.ts";
import type { TellAct } from "@/domain/person_act.ts";

/** What is refused in that time, in milliseconds, is told as one. */
const MINUTE_MS = 60_000;
/** Addresses that are told apart in that time; others share an entry. */
const MOST_ADDRESSES = 20;
const OTHERS = "other addresses";

/** By what somebody wanted to be let in. */
export type SignInMeans = "link" | "token" | "bearer";

type Refused = {
  readonly since: string;
  readonly means: Set<SignInMeans>;
  attempts: number;
  /** Of them, those that were not even looked at. */
  unread: number;
};

/**
 * Tells in the log who signs in and out, and who is refused: at once, but of
 * an address that is refused again and again once a minute, so that nobody who
 * guesses fills the log.
 */
export class SignInNews {
  readonly #refused = new Map<string, Refused>();
  #forgetTimer: (() => void) | undefined;

  /**
   * @param now Milliseconds since 1970.
   * @param after Calls `run` once, so many milliseconds later, unless the
   * function that it gives is called before.
   */
  constructor(
    private readonly tell: TellAct,
    private readonly now: () => number,
    private readonly after: (ms: number, run: () => void) => () => void = later,
  ) {}

  /** A browser was let in. */
  accepted(
    browser: Extract<AskedFrom, { kind: "browser" }>,
    means: SignInMeans,
  ): void {
    this.tell({
      act: "sign_in.accepted",
      target: { type: "browser", id: browser.id },
      outcome: "succeeded",
      detail: { means },
    }, browser);
  }

  /** A browser was signed out; without `from`, by the request that is being answered. */
  signedOut(
    browser: { readonly id: string; readonly name: string | null },
    from?: AskedFrom,
  ): void {
    this.tell({
      act: "browser.signed_out",
      target: { type: "browser", id: browser.id },
      outcome: "succeeded",
      detail: { name: browser.name },
    }, from);
  }

  /** Somebody was not let in: the secret was wrong, or was not read, since its sender has to wait. */
  refused(address: string, means: SignInMeans, isRead: boolean): void {
    const known = this.#refused.has(address) ||
      this.#refused.size < MOST_ADDRESSES;
    const key = known ? address : OTHERS;
    const refused = this.#refused.get(key) ?? {
      since: new Date(this.now()).toISOString(),
      means: new Set(),
      attempts: 0,
      unread: 0,
    };
    refused.attempts++;
    if (!isRead) refused.unread++;
    refused.means.add(means);
    this.#refused.set(key, refused);
    this.#forgetTimer ??= this.after(MINUTE_MS, () => this.tellRefused());
  }

  /** Tells now who was refused since that was told last. */
  tellRefused(): void {
    this.#forgetTimer?.();
    this.#forgetTimer = undefined;
    for (const [address, { means, ...counted }] of this.#refused) {
      this.tell({
        act: "sign_in.refused",
        target: { type: "sign_in", id: null },
        outcome: "refused",
        detail: { ...counted, means: [...means] },
      }, { kind: "stranger", address });
    }
    this.#refused.clear();
  }
}

function later(ms: number, run: () => void): () => void {
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
}
