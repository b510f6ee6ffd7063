import type { Caller } from "./caller.ts";
import { randomSecret, sha256 } from "./secrets.ts";

/** A socket is opened right after its ticket was given. */
const VALID_MS = 30_000;
/** More are never waited for at once; the oldest give way. */
const MOST_TICKETS = 1_000;

/** What lets one WebSocket in. */
export type Ticket = {
  readonly ticket: string;
  /** Milliseconds since 1970. */
  readonly expiresAtMs: number;
};

/**
 * Tickets for those who cannot send a header with their WebSocket: pages of
 * other origins, and libraries for browsers. Each works once, and not for
 * long, because addresses end up in logs.
 */
export class Tickets {
  /** Whose each is and when it runs out, by its hash; the oldest first. */
  readonly #issued = new Map<
    string,
    { readonly caller: Caller; readonly expiresAtMs: number }
  >();

  /** @param now Milliseconds since 1970. */
  constructor(private readonly now: () => number) {}

  async issue(caller: Caller): Promise<Ticket> {
    const ticket = randomSecret();
    const hash = await sha256(ticket);
    const expiresAtMs = this.now() + VALID_MS;
    this.#issued.set(hash, { caller, expiresAtMs });
    const [oldest] = this.#issued.keys();
    if (this.#issued.size > MOST_TICKETS && oldest !== undefined) {
      this.#issued.delete(oldest);
    }
    return { ticket, expiresAtMs };
  }

  /** Whose the ticket is, when it is good; from then on it is not. */
  async use(ticket: string): Promise<Caller | undefined> {
    const hash = await sha256(ticket);
    const issued = this.#issued.get(hash);
    this.#issued.delete(hash);
    return issued && this.now() < issued.expiresAtMs
      ? issued.caller
      : undefined;
  }
}
