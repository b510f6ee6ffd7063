import { apiRoutes } from "@/api/api_routes.ts";
import type { ApiDocument } from "@/api/openapi/answer_check.ts";
import type { BackupService } from "@/domain/backup_state.ts";
import type { WebhookService } from "@/domain/webhook_port.ts";
import { SETTINGS } from "./gate_stores.ts";
import type { GateUnderTest } from "./gate_under_test.ts";

/** The document of a server that has all there can be: webhooks and backups, too. */
export async function wholeDocument(
  gate: GateUnderTest,
): Promise<ApiDocument> {
  const app = apiRoutes({
    platform: gate.platform,
    sse: gate.sse,
    access: gate.access,
    addressOf: () => "",
    settings: SETTINGS,
    version: "1.2.3",
    uptimeSeconds: () => 0,
    acknowledgeRecovery: () => Promise.resolve(),
    // Nothing is asked of them for the document.
    backups: {} as BackupService,
    webhooks: {} as WebhookService,
    logError: () => {},
  });
  return await (await app.request("/openapi.json")).json();
}
