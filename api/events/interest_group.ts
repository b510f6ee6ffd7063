import type { SseClient } from "./sse_client.ts";
import { joined } from "./sse_frames.ts";
import type { Interest } from "./topics.ts";

/**
 * Listeners with the same interest. What they want is joined once and goes out
 * in batches of their own pace: who wants little waits for nobody who wants much.
 */
export class InterestGroup {
  readonly #clients = new Set<SseClient>();
  #waiting: Uint8Array[] = [];
  #flushing: ReturnType<typeof setTimeout> | undefined;
  #flushedAtMs = -Infinity;

  /**
   * @param batchMs What comes within this time goes out together.
   * @param seq The last event that is told by what waits.
   */
  constructor(
    readonly interest: Interest,
    private readonly batchMs: number,
    private readonly seq: () => number,
  ) {}

  get size(): number {
    return this.#clients.size;
  }

  join(client: SseClient): void {
    this.#clients.add(client);
  }

  leave(client: SseClient): void {
    this.#clients.delete(client);
    if (this.#clients.size === 0) clearTimeout(this.#flushing);
  }

  /** Frames for those who are up to date: at once after a pause, else with the next batch. */
  send(frames: readonly Uint8Array[]): void {
    if (frames.length === 0) return;
    this.#waiting.push(...frames);
    if (this.#flushing !== undefined) return;
    const dueMs = this.#flushedAtMs + this.batchMs - performance.now();
    if (dueMs <= 0) this.flush();
    else this.#flushing = setTimeout(() => this.flush(), dueMs);
  }

  /** Sends what waits. */
  flush(): void {
    clearTimeout(this.#flushing);
    this.#flushing = undefined;
    if (this.#waiting.length === 0) return;
    const batch = joined(this.#waiting);
    this.#waiting = [];
    this.#flushedAtMs = performance.now();
    for (const client of [...this.#clients]) {
      if (client.isLive) client.follow(batch, this.seq());
    }
  }
}
