import type { FleetEvent } from "@/domain/event.ts";
import {
  type Delivery,
  KEPT_DELIVERIES,
  wantsType,
  type Webhook,
} from "@/domain/webhook.ts";
import type { WebhookDeps } from "./ports.ts";
import { LONGEST_RETRY_PAUSE_MS, MAX_FAILURES, retryPauseMs } from "./retry.ts";
import { signedHeaders } from "./signature.ts";

const PAGE = 200;
/** Events that are passed over before the place in the log is stored all the same. */
const PASSED_OVER = 1_000;
/** The receiver wants nothing more, for good. */
const GONE = 410;

/**
 * Brings the events of the log to one webhook, one after the other and in
 * order. Its place in the log is stored after each event that was taken, so
 * every event arrives at least once: one whose answer was lost comes again
 * under the same id.
 */
export class Courier implements AsyncDisposable {
  #webhook: Webhook;
  #storedCursor: number;
  #running: Promise<void> | undefined;
  #again = false;
  #isStopped = false;
  #cancelRetry = () => {};

  constructor(private readonly deps: WebhookDeps, webhook: Webhook) {
    this.#webhook = webhook;
    this.#storedCursor = webhook.cursor;
  }

  get webhook(): Webhook {
    return this.#webhook;
  }

  /** Takes another version of the webhook, stores it, and goes on with it. */
  async change(change: Partial<Webhook>): Promise<Webhook> {
    await this.#update(change);
    this.wake();
    return this.#webhook;
  }

  /** Looks whether there is something to send. Safe to call any time. */
  wake(): void {
    this.#again = true;
    if (this.#isStopped || this.#running) return;
    this.#running = this.#run()
      .catch(this.deps.onDefect)
      .finally(() => {
        this.#running = undefined;
        if (this.#again) this.wake();
      });
  }

  /** Sends something that is not of the log; it changes nothing but the list of deliveries. */
  async test(): Promise<Delivery> {
    const at = new Date(this.deps.nowMs()).toISOString();
    const body = { type: "webhook.tested", at, data: {} };
    const delivery = await this.#send(`${this.deps.newId()}`, null, body);
    await this.#update({ deliveries: this.#with(delivery) });
    return delivery;
  }

  /** Ends what is under way; what was not taken comes after the next start. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#isStopped = true;
    this.#cancelRetry();
    this.#again = false;
    await this.#running;
    if (this.#storedCursor < this.#webhook.cursor) await this.#update({});
  }

  async #run(): Promise<void> {
    this.#again = false;
    while (!this.#isStopped && this.#isDue()) {
      const events = await this.#next();
      if (events.length === 0) return;
      for (const event of events) {
        if (this.#isStopped || !this.#isDue()) return;
        if (wantsType(this.#webhook.types, event.type)) {
          await this.#deliver(event);
        } else {
          await this.#passOver(event);
        }
      }
    }
  }

  /** Not each one is worth a write: the rest is passed over again after a restart. */
  async #passOver({ seq }: FleetEvent): Promise<void> {
    this.#webhook = { ...this.#webhook, cursor: seq };
    if (seq - this.#storedCursor >= PASSED_OVER) await this.#update({});
  }

  /** Whether there may be a try now; plans the next one where there may not. */
  #isDue(): boolean {
    const { state, retry_at } = this.#webhook;
    if (state !== "active") return false;
    const waitMs = Date.parse(retry_at ?? "") - this.deps.nowMs();
    // Who would wait for longer has waited: the clock was set back since.
    if (!(waitMs > 0) || waitMs > LONGEST_RETRY_PAUSE_MS) return true;
    this.#cancelRetry();
    this.#cancelRetry = this.deps.after(waitMs, () => this.wake());
    return false;
  }

  async #next(): Promise<readonly FleetEvent[]> {
    const { cursor, missed } = this.#webhook;
    const lastSeq = this.deps.log.lastSeq();
    // The log may be an older one than the webhook knew, after a restore.
    if (cursor > lastSeq) await this.#update({ cursor: lastSeq });
    if (cursor >= lastSeq) return [];
    const events = await this.deps.log.readEvents(cursor, PAGE);
    const first = events[0]?.seq;
    if (first !== undefined && first > cursor + 1) {
      await this.#update({
        cursor: first - 1,
        missed: missed + first - 1 - cursor,
      });
    }
    return events;
  }

  async #deliver(event: FleetEvent): Promise<void> {
    const { id, failures } = this.#webhook;
    const delivery = await this.#send(`${id}.${event.seq}`, event.seq, event);
    const deliveries = this.#with(delivery);
    if (delivery.error === null) {
      await this.#update({
        cursor: event.seq,
        failures: 0,
        retry_at: null,
        deliveries,
      });
      return;
    }
    const failed = failures + 1;
    const isDead = failed >= MAX_FAILURES || delivery.status === GONE;
    const pauseMs = retryPauseMs(failed, this.deps.random);
    await this.#update({
      failures: failed,
      deliveries,
      ...isDead
        ? { state: "dead", retry_at: null }
        : { retry_at: new Date(this.deps.nowMs() + pauseMs).toISOString() },
    });
  }

  async #send(
    id: string,
    seq: number | null,
    content: { readonly type: string },
  ): Promise<Delivery> {
    const { nowMs, post } = this.deps;
    const startMs = nowMs();
    const body = JSON.stringify(content);
    const headers = await signedHeaders(
      this.#webhook.secret,
      id,
      startMs,
      body,
    );
    const { status, error } = await post(this.#webhook.url, headers, body)
      .catch((thrown) => ({ status: null, error: String(thrown) }));
    const isTaken = status !== null && status >= 200 && status < 300;
    return {
      id,
      seq,
      type: content.type,
      at: new Date(startMs).toISOString(),
      status,
      duration_ms: nowMs() - startMs,
      error: isTaken ? null : (error ?? `it answered ${status}`).slice(0, 500),
    };
  }

  #with(delivery: Delivery): Delivery[] {
    return [delivery, ...this.#webhook.deliveries].slice(0, KEPT_DELIVERIES);
  }

  async #update(change: Partial<Webhook>): Promise<void> {
    this.#webhook = {
      ...this.#webhook,
      ...change,
      updated_at: new Date(this.deps.nowMs()).toISOString(),
    };
    const { cursor } = this.#webhook;
    await this.deps.store.save(this.#webhook);
    this.#storedCursor = cursor;
  }
}
