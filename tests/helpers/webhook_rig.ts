import type { FleetEvent } from "@/domain/event.ts";
import type { Webhook } from "@/domain/webhook.ts";
import type { WebhookDeps } from "@/orchestrator/webhooks/ports.ts";
import { Webhooks } from "@/orchestrator/webhooks/webhooks.ts";
import { MemoryPlatform } from "./memory_platform.ts";

export const HOOK = {
  name: "Chat",
  url: "https://hooks.test/in",
  types: ["server.stopped"],
};

/** One POST as the receiver sees it. */
export type Got = {
  readonly headers: Readonly<Record<string, string>>;
  readonly event: FleetEvent;
};

/** Webhooks on a log in memory, with a receiver and a clock that the test moves. */
export class WebhookRig {
  readonly platform = new MemoryPlatform();
  readonly kept = new Map<string, Webhook>();
  readonly got: Got[] = [];
  /** What the receiver answers; each in its turn, then 200. */
  answers: (number | Error)[] = [];
  /** The oldest event that the log still has. */
  oldestSeq = 1;
  nowMs = Date.UTC(2026, 0, 1);
  #timers: { readonly atMs: number; readonly call: () => void }[] = [];
  readonly defects: unknown[] = [];

  readonly deps: WebhookDeps = {
    store: {
      list: () => Promise.resolve([...this.kept.values()]),
      save: (webhook) => {
        this.kept.set(webhook.id, webhook);
        return Promise.resolve();
      },
      remove: (id) => {
        this.kept.delete(id);
        return Promise.resolve();
      },
    },
    log: {
      lastSeq: () => this.platform.fleet().seq,
      readEvents: (after, limit) =>
        Promise.resolve(
          this.platform.log.filter(({ seq }) =>
            seq > after && seq >= this.oldestSeq
          ).slice(0, limit),
        ),
      onCommit: (listener) =>
        this.platform.subscribe({ events: listener, delta: () => {} }),
    },
    post: (_url, headers, body) => {
      this.got.push({ headers, event: JSON.parse(body) });
      const answer = this.answers.shift() ?? 200;
      return Promise.resolve(
        typeof answer === "number"
          ? { status: answer, error: null }
          : { status: null, error: answer.message },
      );
    },
    policy: { hosts: ["hooks.test"], isPrivateAllowed: false },
    nowMs: () => this.nowMs,
    newId: () => crypto.randomUUID(),
    random: () => 0.5,
    after: (ms, call) => {
      const timer = { atMs: this.nowMs + ms, call };
      this.#timers.push(timer);
      return () => {
        this.#timers = this.#timers.filter((each) => each !== timer);
      };
    },
    onDefect: (error) => this.defects.push(error),
  };

  open(): Promise<Webhooks> {
    return Webhooks.open(this.deps);
  }

  /** Lets the time pass that the next retry waits for; `false`: none is planned. */
  passToRetry(): boolean {
    const next = this.#timers.shift();
    if (!next) return false;
    this.nowMs = next.atMs;
    next.call();
    return true;
  }

  get retryMs(): number | undefined {
    const [next] = this.#timers;
    return next && next.atMs - this.nowMs;
  }
}
