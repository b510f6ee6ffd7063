import { z } from "zod";
import { Instant } from "./ids.ts";
import { oneLine } from "./one_line.ts";

/** Webhooks that a server keeps. */
export const MAX_WEBHOOKS = 20;
/** Deliveries that a webhook remembers. */
export const KEPT_DELIVERIES = 20;

/** A type of event, all of one kind (`task.*`), or all (`*`). */
export const EventPattern = z.string().regex(
  /^(\*|[a-z]+\.\*|[a-z]+\.[a-z_]+)$/,
  "takes a type such as task.completed, a kind such as task.*, or *",
);

/** What a person chooses about a webhook. */
export const NewWebhook = z.strictObject({
  name: oneLine(60),
  url: z.url().max(2_000),
  /** Which events are sent. */
  types: z.array(EventPattern).min(1).max(50),
});
export type NewWebhook = z.infer<typeof NewWebhook>;

/** What may be changed; `active` true also wakes a dead one. */
export const WebhookChange = NewWebhook.partial().extend({
  active: z.boolean().optional(),
});
export type WebhookChange = z.infer<typeof WebhookChange>;

/** One try to send something. */
export const Delivery = z.object({
  /** What the receiver gets as `webhook-id`: the same for each try of an event. */
  id: z.string(),
  /** null: a test. */
  seq: z.int().nullable(),
  type: z.string(),
  at: Instant,
  /** The answer's HTTP status; null when there was none. */
  status: z.int().nullable(),
  duration_ms: z.number(),
  /** null: it was taken. */
  error: z.string().max(500).nullable(),
});
export type Delivery = z.infer<typeof Delivery>;

/** A webhook as it is kept. */
export const Webhook = NewWebhook.extend({
  id: z.uuid(),
  /** Signs what is sent. Shown once, to whoever made the webhook. */
  secret: z.string(),
  /** `paused` by a person; `dead` after too many failures. Both keep their place. */
  state: z.enum(["active", "paused", "dead"]),
  /** The last event that was sent, or that need not be. */
  cursor: z.int().nonnegative(),
  /** Tries that failed, one after the other. */
  failures: z.int().nonnegative(),
  /** No try before then. */
  retry_at: Instant.nullable(),
  /** Events that the log had dropped before they could be sent. */
  missed: z.int().nonnegative(),
  /** The newest first. */
  deliveries: z.array(Delivery).max(KEPT_DELIVERIES),
  created_at: Instant,
  updated_at: Instant,
});
export type Webhook = z.infer<typeof Webhook>;

/** A webhook as it is shown: its secret never again. */
export type ShownWebhook = Omit<Webhook, "secret">;

/** Whether events of this type are sent. */
export function wantsType(types: readonly string[], type: string): boolean {
  return types.some((pattern) =>
    pattern === "*" || pattern === type ||
    (pattern.endsWith(".*") && type.startsWith(pattern.slice(0, -1)))
  );
}
