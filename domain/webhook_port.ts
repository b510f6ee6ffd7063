import type {
  Delivery,
  NewWebhook,
  Webhook,
  WebhookChange,
} from "./webhook.ts";

/** Why something about webhooks was refused. */
export type WebhookRefusal = {
  readonly code:
    | "webhook_not_found"
    | "webhook_address_refused"
    | "webhook_limit_reached";
  readonly message: string;
};

type Answer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly refusal: WebhookRefusal };

/** What those who serve requests may ask about webhooks. */
export interface WebhookService {
  /** Oldest first. */
  list(): readonly Webhook[];
  find(id: string): Webhook | undefined;
  /** Begins with the next event; durable when it resolves. */
  create(webhook: NewWebhook): Promise<Answer<Webhook>>;
  change(id: string, change: WebhookChange): Promise<Answer<Webhook>>;
  remove(id: string): Promise<Answer<Webhook>>;
  /** Sends a `webhook.tested` now, also where the webhook is paused or dead. */
  test(id: string): Promise<Answer<Delivery>>;
}
