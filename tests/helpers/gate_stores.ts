import { parseConfig } from "@/domain/config.ts";
import type { IdempotencyStore, KeptRequest } from "@/domain/idempotency.ts";
import { configVariables } from "@/domain/config_variables.ts";
import { settingsOf } from "@/domain/settings.ts";

const parsed = parseConfig({});
if (!parsed.ok) throw new Error(parsed.problems.join("\n"));

/** What a server has that nobody configured. */
export const SETTINGS = settingsOf(parsed.config, {
  port: 4005,
  dataDir: "/data",
  demo: false,
  variables: configVariables({
    API_PORT: "4005",
    AUTH_TOKEN: "made-up-token",
    WEBHOOK_HOSTS: "hooks.test",
  }),
});

/** Answers of requests with a key, in memory. */
export function memoryIdempotency(): IdempotencyStore {
  const kept = new Map<string, KeptRequest>();
  return {
    take(key, fingerprint) {
      const known = kept.get(key);
      if (!known) kept.set(key, { fingerprint, answer: undefined });
      return Promise.resolve(known);
    },
    keep(key, answer) {
      const known = kept.get(key);
      if (known) kept.set(key, { ...known, answer });
      return Promise.resolve();
    },
    release(key) {
      kept.delete(key);
      return Promise.resolve();
    },
  };
}
