import type { Asking } from "../api/access/asking.ts";
import { addressesOf } from "../api/access/allowed_hosts.ts";
import { BrowserAccess } from "../api/access/browser_access.ts";
import { SignInNews } from "../api/access/sign_in_news.ts";
import { createGate, type GateDeps } from "../api/gate.ts";
import { browserSessions } from "../db/kv/browser_sessions.ts";
import { idempotencyKeys } from "../db/kv/idempotency_keys.ts";
import type { Config } from "../domain/config.ts";
import type { TellAct } from "../domain/person_act.ts";
import { toldAct } from "../orchestrator/acts/told_act.ts";
import { toldBackups } from "../orchestrator/acts/told_backups.ts";
import { toldChaos } from "../orchestrator/acts/told_chaos.ts";
import { toldHost } from "../orchestrator/acts/told_host.ts";
import { toldRetention } from "../orchestrator/acts/told_retention.ts";
import { toldWebhooks } from "../orchestrator/acts/told_webhooks.ts";

/** What the gate lets through to. */
type Behind = Pick<
  GateDeps,
  | "platform"
  | "sse"
  | "sockets"
  | "settings"
  | "version"
  | "backups"
  | "webhooks"
  | "chaos"
  | "acknowledgeRecovery"
  | "logError"
>;

/** Opens the way in as the configuration has it: who may come, from where, and how often. */
export function openWayIn(
  { config, kv, port, token, tellAct, ...behind }: Behind & {
    readonly config: Config;
    readonly kv: Deno.Kv;
    /** The port that the server really listens on. */
    readonly port: number;
    readonly token: string;
    /** Knows from where things are asked for, while they are done. */
    readonly asking: Asking;
    /** Tells who signs in and out. */
    readonly tellAct: TellAct;
  },
): {
  readonly handle: ReturnType<typeof createGate>;
  readonly access: BrowserAccess;
  /** Tells who was refused and is not told yet. */
  readonly tellRefused: () => void;
} {
  const secure = config.tls !== undefined;
  const news = new SignInNews(tellAct, Date.now);
  const access = new BrowserAccess({
    port,
    secure,
    token,
    sessions: browserSessions(kv),
    signingSecret: config.jwtSecret,
    now: Date.now,
    news,
  });
  const handle = createGate({
    ...told(behind, tellAct),
    access,
    addresses: addressesOf({
      host: config.apiHost,
      port,
      secure,
      corsOrigins: config.corsOrigins,
    }),
    corsOrigins: config.corsOrigins,
    secure,
    idempotency: idempotencyKeys(kv, Date.now),
    requestsPerSecond: config.requestsPerSecond,
    checkAnswers: config.checkAnswers,
    uptimeSeconds: () => performance.now() / 1_000,
  });
  return { handle, access, tellRefused: () => news.tellRefused() };
}

/** The same; what people do there that is no command of the fleet is told in its log, too. */
function told<B extends Behind>(behind: B, tell: TellAct): B {
  const { platform, backups, webhooks, chaos } = behind;
  return {
    ...behind,
    platform: {
      ...platform,
      host: toldHost(platform.host, tell),
      retention: toldRetention(platform.retention, tell),
    },
    ...(backups && { backups: toldBackups(backups, tell) }),
    ...(webhooks && { webhooks: toldWebhooks(webhooks, tell) }),
    ...(chaos && { chaos: toldChaos(chaos, tell) }),
    acknowledgeRecovery: () =>
      toldAct(
        tell,
        {
          act: "storage_report.acknowledged",
          target: { type: "storage", id: null },
        },
        behind.acknowledgeRecovery,
        () => ({}),
      ),
  };
}
