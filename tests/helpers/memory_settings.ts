import type { BackupService, KeptBackup } from "@/domain/backup_state.ts";
import type { SettingsQueries } from "@/domain/settings_port.ts";
import type { SignedInBrowser } from "@/domain/signed_in_browser.ts";
import type { WebhookService } from "@/domain/webhook_port.ts";
import { AT } from "./fleet.ts";
import { SETTINGS } from "./gate_stores.ts";

/** Two browsers; the second is the one that asks. */
const BROWSERS: readonly SignedInBrowser[] = [
  {
    id: "1f2e3d4c5b6a7988",
    name: "Firefox on Linux",
    signed_in_at: AT,
    seen_at: AT,
    is_this: true,
  },
  {
    id: "8899aabbccddeeff",
    name: null,
    signed_in_at: AT,
    seen_at: AT,
    is_this: false,
  },
];
const KEPT: readonly KeptBackup[] = [
  {
    path: "/data/backups/manual-20260102T030405678Z.vamp",
    kind: "manual",
    created_at: AT,
    bytes: 4_200_000,
  },
  {
    path: "/data/backups/nightly-20260101T031700000Z.vamp",
    kind: "nightly",
    created_at: AT,
    bytes: 4_100_000,
  },
];

/** Backups that are made at once, and kept nowhere. */
export function memoryBackups(): BackupService {
  const kept = [...KEPT];
  return {
    state: { last_at: AT, last_error: null },
    list: () => Promise.resolve(kept),
    make: () => {
      const made: KeptBackup = {
        path: "/data/backups/manual-20260103T030405678Z.vamp",
        kind: "manual",
        created_at: AT,
        bytes: 4_300_000,
      };
      kept.unshift(made);
      const { path, bytes, created_at } = made;
      return Promise.resolve({
        path,
        bytes,
        created_at,
        encrypted: false,
        seq: 7,
      });
    },
  };
}

/** What the pages of settings show in tests. */
export function memorySettings(
  { webhooks, backups = memoryBackups() }: {
    readonly webhooks?: WebhookService;
    readonly backups?: BackupService;
  } = {},
): SettingsQueries {
  return {
    environment: SETTINGS,
    version: "1.2.3",
    webhooks: () =>
      (webhooks?.list() ?? []).map(({ secret: _, ...shown }) => shown),
    browsers: () => Promise.resolve(BROWSERS),
    backups: async () => ({
      state: backups.state,
      kept: await backups.list(),
    }),
  };
}
