/** How far a reader had come, and when it should have. */
type Mark = { readonly atMs: number; readonly sentBytes: number };

/**
 * Tells whether a reader takes what it is sent in time. It is looked at now
 * and then; between two looks nothing is measured.
 */
export class ReaderPace {
  #marks: Mark[] = [];
  #takenBytes = 0;

  /** @param patienceMs Milliseconds in which what is sent has to be taken. */
  constructor(private readonly patienceMs: number) {}

  /**
   * Whether something that was sent longer ago than `patienceMs` is not taken.
   * While a reader is brought up to date, it is enough that it takes some.
   */
  isLate(
    now: {
      readonly atMs: number;
      /** Since the stream began. */
      readonly sentBytes: number;
      /** What waits of it. */
      readonly waitingBytes: number;
      readonly isCatchingUp: boolean;
    },
  ): boolean {
    const { atMs, sentBytes, isCatchingUp } = now;
    const takenBytes = sentBytes - now.waitingBytes;
    const moved = takenBytes > this.#takenBytes;
    this.#takenBytes = takenBytes;
    this.#marks = isCatchingUp && moved
      ? []
      : this.#marks.filter((mark) => mark.sentBytes > takenBytes);
    const oldest = this.#marks[0];
    if (oldest && atMs - oldest.atMs >= this.patienceMs) return true;
    if (now.waitingBytes > 0) this.#marks.push({ atMs, sentBytes });
    return false;
  }
}
