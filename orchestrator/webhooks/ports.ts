import type { FleetEvent } from "@/domain/event.ts";
import type { Webhook } from "@/domain/webhook.ts";
import type { WebhookPolicy } from "@/domain/webhook_address.ts";

/** Where webhooks are kept, and what they need to send events. */
export type WebhookDeps = {
  readonly store: {
    list(): Promise<readonly Webhook[]>;
    /** Durable when it resolves. */
    save(webhook: Webhook): Promise<void>;
    remove(id: string): Promise<void>;
  };
  readonly log: {
    lastSeq(): number;
    /** Events after `seq`, oldest first; fewer may be there than were dropped. */
    readEvents(afterSeq: number, limit: number): Promise<readonly FleetEvent[]>;
    /** Called after each commit; returns the function that ends it. */
    onCommit(listener: () => void): () => void;
  };
  readonly post: (
    url: string,
    headers: Readonly<Record<string, string>>,
    body: string,
  ) => Promise<
    { readonly status: number | null; readonly error: string | null }
  >;
  readonly policy: WebhookPolicy;
  readonly nowMs: () => number;
  readonly newId: () => string;
  readonly random: () => number;
  /** Calls back after so many milliseconds; returns the function that prevents it. */
  readonly after: (ms: number, call: () => void) => () => void;
  readonly onDefect: (error: unknown) => void;
};
