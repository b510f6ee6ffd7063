import type { CallOptions } from "../options.ts";
import type { Send } from "../request.ts";
import type { NewWebhook, Webhook, WebhookDelivery } from "../types/webhook.ts";

/** Events that are sent to programs elsewhere. */
export function webhookCalls(send: Send) {
  const one = (id: string, more = "") =>
    `webhooks/${encodeURIComponent(id)}${more}`;
  return {
    list: (options: CallOptions = {}) =>
      send<{ readonly items: readonly Webhook[] }>({
        ...options,
        method: "GET",
        path: "webhooks",
      }),
    get: (id: string, options: CallOptions = {}) =>
      send<Webhook>({ ...options, method: "GET", path: one(id) }),
    /** The one time that its secret is shown. */
    create: (webhook: NewWebhook, options: CallOptions = {}) =>
      send<Webhook & { readonly secret: string }>({
        ...options,
        method: "POST",
        path: "webhooks",
        body: webhook,
      }),
    /** `active`: false pauses it; true goes on, also with a dead one. */
    change: (
      id: string,
      change: Partial<NewWebhook> & { readonly active?: boolean },
      options: CallOptions = {},
    ) =>
      send<Webhook>({
        ...options,
        method: "PATCH",
        path: one(id),
        body: change,
      }),
    remove: (id: string, options: CallOptions = {}) =>
      send<Webhook>({ ...options, method: "DELETE", path: one(id) }),
    /** Sends something just now, and tells what came of it. */
    test: (id: string, options: CallOptions = {}) =>
      send<WebhookDelivery>({
        ...options,
        method: "POST",
        path: one(id, "/test"),
      }),
  };
}
