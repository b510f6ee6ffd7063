import { addressesOf } from "./api/access/allowed_hosts.ts";
import { BrowserAccess } from "./api/access/browser_access.ts";
import { createGate, type GateDeps } from "./api/gate.ts";
import { browserSessions } from "./db/kv/browser_sessions.ts";
import { idempotencyKeys } from "./db/kv/idempotency_keys.ts";
import type { Config } from "./domain/config.ts";

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
  { config, kv, port, token, ...behind }: Behind & {
    readonly config: Config;
    readonly kv: Deno.Kv;
    /** The port that the server really listens on. */
    readonly port: number;
    readonly token: string;
  },
): {
  readonly handle: ReturnType<typeof createGate>;
  readonly access: BrowserAccess;
} {
  const secure = config.tls !== undefined;
  const access = new BrowserAccess({
    port,
    secure,
    token,
    sessions: browserSessions(kv),
    now: Date.now,
  });
  const handle = createGate({
    ...behind,
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
  return { handle, access };
}
