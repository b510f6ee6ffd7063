import {
  MAX_WEBHOOKS,
  type NewWebhook,
  type Webhook,
  type WebhookChange,
} from "@/domain/webhook.ts";
import { webhookAddressProblem } from "@/domain/webhook_address.ts";
import type { WebhookRefusal, WebhookService } from "@/domain/webhook_port.ts";
import { Courier } from "./courier.ts";
import type { WebhookDeps } from "./ports.ts";
import { newSecret } from "./signature.ts";

/** All webhooks of a server, each with its courier. */
export class Webhooks implements WebhookService, AsyncDisposable {
  readonly #couriers = new Map<string, Courier>();
  readonly #unsubscribe: () => void;

  /** Reads back what is kept and goes on from there. */
  static async open(deps: WebhookDeps): Promise<Webhooks> {
    return new Webhooks(deps, await deps.store.list());
  }

  private constructor(
    private readonly deps: WebhookDeps,
    kept: readonly Webhook[],
  ) {
    for (const webhook of kept) this.#employ(webhook);
    this.#unsubscribe = deps.log.onCommit(() => {
      for (const courier of this.#couriers.values()) courier.wake();
    });
  }

  list(): readonly Webhook[] {
    return [...this.#couriers.values()].map(({ webhook }) => webhook)
      .sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  find(id: string): Webhook | undefined {
    return this.#couriers.get(id)?.webhook;
  }

  async create(asked: NewWebhook) {
    const refusal = this.#addressRefusal(asked.url);
    if (refusal) return refused(refusal);
    if (this.#couriers.size >= MAX_WEBHOOKS) {
      return refused({
        code: "webhook_limit_reached",
        message:
          `Cannot create webhook "${asked.name}": there are ${MAX_WEBHOOKS}`,
      });
    }
    const at = new Date(this.deps.nowMs()).toISOString();
    const webhook: Webhook = {
      ...asked,
      id: this.deps.newId(),
      secret: newSecret(),
      state: "active",
      cursor: this.deps.log.lastSeq(),
      failures: 0,
      retry_at: null,
      missed: 0,
      deliveries: [],
      created_at: at,
      updated_at: at,
    };
    await this.deps.store.save(webhook);
    this.#employ(webhook);
    return { ok: true as const, value: webhook };
  }

  async change(id: string, { active, ...change }: WebhookChange) {
    const courier = this.#couriers.get(id);
    if (!courier) return notFound(id);
    const refusal = change.url && this.#addressRefusal(change.url);
    if (refusal) return refused(refusal);
    const value = await courier.change({
      ...change,
      ...active === true
        ? { state: "active", failures: 0, retry_at: null }
        : active === false
        ? { state: "paused" }
        : {},
    });
    return { ok: true as const, value };
  }

  async remove(id: string) {
    const courier = this.#couriers.get(id);
    if (!courier) return notFound(id);
    this.#couriers.delete(id);
    await courier[Symbol.asyncDispose]();
    await this.deps.store.remove(id);
    return { ok: true as const, value: courier.webhook };
  }

  async test(id: string) {
    const courier = this.#couriers.get(id);
    if (!courier) return notFound(id);
    return { ok: true as const, value: await courier.test() };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#unsubscribe();
    await Promise.all(
      [...this.#couriers.values()].map((courier) =>
        courier[Symbol.asyncDispose]()
      ),
    );
  }

  #employ(webhook: Webhook): void {
    const courier = new Courier(this.deps, webhook);
    this.#couriers.set(webhook.id, courier);
    courier.wake();
  }

  #addressRefusal(url: string): WebhookRefusal | undefined {
    const problem = webhookAddressProblem(url, this.deps.policy);
    return problem === undefined ? undefined : {
      code: "webhook_address_refused",
      message: `Cannot send to "${url}": ${problem}`,
    };
  }
}

function refused(refusal: WebhookRefusal) {
  return { ok: false as const, refusal };
}

function notFound(id: string) {
  return refused({
    code: "webhook_not_found",
    message: `Cannot find webhook "${id}"`,
  });
}
