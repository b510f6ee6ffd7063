import type { ShownWebhook } from "@/domain/webhook.ts";
import { formatExact } from "../format.ts";
import type { Status } from "../status.ts";
import { WEBHOOKS_TEXT as TEXT } from "../text/webhooks_text.ts";

/** How a webhook stands, as a chip shows it. */
export function webhookStatus(webhook: ShownWebhook): Status {
  const { state, failures, updated_at } = webhook;
  const evidence = `since ${formatExact(updated_at)}`;
  const word = TEXT.states[state];
  switch (state) {
    case "active":
      return failures === 0 ? { look: "done", word, reason: "", evidence } : {
        look: "recovering",
        word,
        reason: TEXT.failing(failures),
        evidence,
      };
    case "paused":
      return { look: "cancelled", word, reason: "", evidence };
    case "dead":
      return { look: "failed", word, reason: TEXT.deadReason, evidence };
  }
}
