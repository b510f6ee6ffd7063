import type { BackupState, KeptBackup } from "./backup_state.ts";
import type { Queries } from "./platform.ts";
import type { Settings } from "./settings.ts";
import type { SignedInBrowser } from "./signed_in_browser.ts";
import type { ShownWebhook } from "./webhook.ts";

/** What the pages of settings show beside the fleet. */
export interface SettingsQueries {
  /** What the environment decides. */
  readonly environment: Settings;
  readonly version: string;
  /** Oldest first. */
  webhooks(): readonly ShownWebhook[];
  /** Who is signed in, the one that sends the request first. */
  browsers(request: Request): Promise<readonly SignedInBrowser[]>;
  /** Newest first; none are made by themselves in the demo. */
  backups(): Promise<
    { readonly state: BackupState; readonly kept: readonly KeptBackup[] }
  >;
}

/** All that pages may read. */
export type PageQueries = Queries & { readonly settings: SettingsQueries };
