import { Webhook } from "@/domain/webhook.ts";
import { keys } from "./keys.ts";
import { parseRecord } from "./parse.ts";

/** Webhooks with their place in the log, kept beside the fleet. */
export function webhookStore(kv: Deno.Kv) {
  return {
    async list(): Promise<Webhook[]> {
      const entries = await Array.fromAsync(kv.list({ prefix: keys.webhooks }));
      return entries.map((entry) => parseRecord(Webhook, entry));
    },
    async save(webhook: Webhook): Promise<void> {
      await kv.set(keys.webhook(webhook.id), webhook);
    },
    async remove(id: string): Promise<void> {
      await kv.delete(keys.webhook(id));
    },
  };
}
