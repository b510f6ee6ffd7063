/** Milliseconds between two looks whether the sessions of open streams still are. */
const LOOK_EVERY_MS = 60_000;

/** Calls `end` once, when who was let in may not listen any more; gives what forgets that. */
export type WhileSignedIn = (end: () => void) => () => void;

/** For those who stay let in as long as the server runs: programs with its token. */
export const ALWAYS: WhileSignedIn = () => () => {};

/**
 * Ends what a browser has open, when it signs out or its session is over: a
 * request is let in once, a stream goes on for days.
 */
export class SignInWatch {
  readonly #ends = new Map<string, Set<() => void>>();
  #timer: ReturnType<typeof setInterval> | undefined;

  /** @param isLive Whether the session goes on; being asked does not make it seen. */
  constructor(private readonly isLive: (session: string) => Promise<boolean>) {}

  /** Keeps what ends something that the session has open. */
  of(session: string): WhileSignedIn {
    return (end) => {
      const ends = this.#ends.get(session) ?? new Set();
      ends.add(end);
      this.#ends.set(session, ends);
      this.#timer ??= setInterval(() => void this.look(), LOOK_EVERY_MS);
      // It may have ended between being let in and here.
      void this.#look(session);
      return () => this.#forget(session, end);
    };
  }

  /** Ends all that the session has open. */
  ended(session: string): void {
    const ends = [...this.#ends.get(session) ?? []];
    for (const end of ends) {
      this.#forget(session, end);
      end();
    }
  }

  /** Ends what sessions have open that are over meanwhile. */
  async look(): Promise<void> {
    await Promise.all([...this.#ends.keys()].map((each) => this.#look(each)));
  }

  async #look(session: string): Promise<void> {
    // A store that does not answer now is asked again.
    if (await this.isLive(session).catch(() => true)) return;
    this.ended(session);
  }

  #forget(session: string, end: () => void): void {
    const ends = this.#ends.get(session);
    if (!ends?.delete(end) || ends.size > 0) return;
    this.#ends.delete(session);
    if (this.#ends.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }
}
