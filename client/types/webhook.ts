/** One try to send something. */
export type WebhookDelivery = {
  readonly id: string;
  /** null: a test. */
  readonly seq: number | null;
  readonly type: string;
  readonly at: string;
  readonly status: number | null;
  readonly duration_ms: number;
  /** null: it was taken. */
  readonly error: string | null;
};

/** What is asked for when a webhook is made. */
export type NewWebhook = {
  readonly name: string;
  readonly url: string;
  /** Types of events, kinds such as `task.*`, or `*`. */
  readonly types: readonly string[];
};

/** Events that are sent to an address. */
export type Webhook = NewWebhook & {
  readonly id: string;
  readonly state: "active" | "paused" | "dead";
  /** The last event that was sent, or that need not be. */
  readonly cursor: number;
  readonly failures: number;
  readonly retry_at: string | null;
  readonly missed: number;
  /** The newest first. */
  readonly deliveries: readonly WebhookDelivery[];
  readonly created_at: string;
  readonly updated_at: string;
};
