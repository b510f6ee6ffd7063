import type { OpenAPIHono } from "@hono/zod-openapi";
import { apiRoutes } from "@/api/api_routes.ts";
import type { ApiDocument } from "@/api/openapi/answer_check.ts";
import type { BackupService } from "@/domain/backup_state.ts";
import type { WebhookService } from "@/domain/webhook_port.ts";
import { SETTINGS } from "./gate_stores.ts";
import type { GateUnderTest } from "./gate_under_test.ts";

type More = Pick<Parameters<typeof apiRoutes>[0], "backups" | "webhooks">;

/** The routes of a gate by themselves; without `more`, those that a server without backups has. */
export function apiOf(gate: GateUnderTest, more: More = {}): OpenAPIHono {
  return apiRoutes({
    platform: gate.platform,
    sse: gate.sse,
    access: gate.access,
    addressOf: () => "",
    settings: SETTINGS,
    version: "1.2.3",
    uptimeSeconds: () => 0,
    acknowledgeRecovery: () => Promise.resolve(),
    logError: () => {},
    ...more,
  });
}

/** The document of a server that has all there can be: webhooks and backups, too. */
export async function wholeDocument(
  gate: GateUnderTest,
): Promise<ApiDocument> {
  // Nothing is asked of them for the document.
  const app = apiOf(gate, {
    backups: {} as BackupService,
    webhooks: {} as WebhookService,
  });
  return await (await app.request("/openapi.json")).json();
}
