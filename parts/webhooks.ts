import { v7 } from "uuid";
import { webhookStore } from "../db/kv/webhooks.ts";
import type { Config } from "../domain/config.ts";
import type { EventSource, Queries } from "../domain/platform.ts";
import type { ServerLog } from "../host/log.ts";
import { postWebhook } from "../host/webhooks/post_webhook.ts";
import { Webhooks } from "../orchestrator/webhooks/webhooks.ts";
import { systemTimers } from "../wrapper/timers.ts";

/** Opens the webhooks of a server: from its log, over its network. */
export function openWebhooks(
  { config, kv, platform, log }: {
    readonly config: Config;
    readonly kv: Deno.Kv;
    readonly platform: EventSource & Pick<Queries, "fleet">;
    readonly log: ServerLog;
  },
): Promise<Webhooks> {
  const policy = {
    hosts: config.webhookHosts,
    isPrivateAllowed: config.webhookPrivate,
  };
  return Webhooks.open({
    store: webhookStore(kv),
    log: {
      lastSeq: () => platform.fleet().seq,
      readEvents: (afterSeq, limit) => platform.readEvents(afterSeq, limit),
      onCommit: (listener) =>
        platform.subscribe({ events: listener, delta: () => {} }),
    },
    post: (url, headers, body) => postWebhook(url, headers, body, policy),
    policy,
    nowMs: Date.now,
    newId: () => v7(),
    random: Math.random,
    after: systemTimers.after,
    onDefect: (error) => log.error("a webhook was not served", { error }),
  });
}
