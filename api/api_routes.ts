import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import type { BackupService } from "@/domain/backup_state.ts";
import type { ChaosService } from "@/domain/chaos_port.ts";
import type { Commands, Queries } from "@/domain/platform.ts";
import type { WebhookService } from "@/domain/webhook_port.ts";
import type { Settings } from "@/domain/settings.ts";
import type { Address } from "./access/address.ts";
import { authRoutes } from "./access/auth_routes.ts";
import type { BrowserAccess } from "./access/browser_access.ts";
import { browserRoutes } from "./access/browser_routes.ts";
import { ticketRoutes } from "./access/ticket_routes.ts";
import { agentControlRoutes } from "./agents/agent_control_routes.ts";
import { agentRoutes } from "./agents/agent_routes.ts";
import { frameRoutes } from "./agents/frame_routes.ts";
import { transcriptRoutes } from "./agents/transcript_routes.ts";
import { apiApp, notFound, onError } from "./api_app.ts";
import { approvalRoutes } from "./approvals/approval_routes.ts";
import { auditRoutes } from "./audit/audit_routes.ts";
import { backupRoutes } from "./backups/backup_routes.ts";
import { budgetRoutes } from "./budgets/budget_routes.ts";
import { chaosRoutes } from "./chaos/chaos_routes.ts";
import { communicationRoutes } from "./communications/communication_routes.ts";
import { errorRoutes } from "./errors/error_routes.ts";
import { eventRoutes } from "./events/event_routes.ts";
import type { SseHub } from "./events/sse_hub.ts";
import { handoffRoutes } from "./handoffs/handoff_routes.ts";
import { historyRoutes } from "./history/history_routes.ts";
import { retentionRoutes } from "./history/retention_routes.ts";
import { trailRoutes } from "./history/trail_routes.ts";
import { healthRoutes } from "./health/health_routes.ts";
import { incidentRoutes } from "./incidents/incident_routes.ts";
import { json } from "./json_answers.ts";
import { metricRoutes } from "./metrics/metric_routes.ts";
import { documentOf } from "./openapi/document.ts";
import { limitRoutes } from "./limits/limit_routes.ts";
import { processRoutes } from "./processes/process_routes.ts";
import { queueRoutes } from "./queue/queue_routes.ts";
import { ruleRoutes } from "./rules/rule_routes.ts";
import { sessionRoutes } from "./sessions/session_routes.ts";
import { settingRoutes } from "./settings/setting_routes.ts";
import { taskCommandRoutes } from "./tasks/task_command_routes.ts";
import { taskRoutes } from "./tasks/task_routes.ts";
import { templateRoutes } from "./templates/template_routes.ts";
import { usageRoutes } from "./usage/usage_routes.ts";
import { webhookRoutes } from "./webhooks/webhook_routes.ts";

export type ApiDeps = {
  readonly access: BrowserAccess;
  /** The address that a request comes from. */
  readonly addressOf: Address;
  readonly settings: Settings;
  readonly platform: Commands & Queries;
  readonly sse: SseHub;
  readonly version: string;
  readonly uptimeSeconds: () => number;
  /** A person has read that the live store had to be put back. */
  readonly acknowledgeRecovery: () => Promise<void>;
  /** `undefined`: none are made here, as in the demo. */
  readonly backups?: BackupService;
  /** Of the demo alone. */
  readonly chaos?: ChaosService;
  /** `undefined`: nothing is sent from here, as in many tests. */
  readonly webhooks?: WebhookService;
  readonly logError: (
    message: string,
    facts: Readonly<Record<string, unknown>>,
  ) => void;
};

const describe = createRoute({
  method: "get",
  path: "/openapi.json",
  summary: "This document",
  responses: {
    200: json(z.record(z.string(), z.unknown()), "OpenAPI 3.1"),
  },
});

/** Everything under `/api`, and the document that its schemas make. */
export function apiRoutes(deps: ApiDeps): OpenAPIHono {
  const { platform } = deps;
  const app = apiApp();
  app.route("/", healthRoutes(platform, deps));
  app.route("/", authRoutes(deps.access, deps.addressOf));
  app.route("/", browserRoutes(deps.access));
  app.route("/", ticketRoutes(deps.access.tickets));
  app.route("/", settingRoutes(deps.settings));
  app.route("/", agentRoutes(platform));
  app.route("/", agentControlRoutes(platform));
  app.route("/", transcriptRoutes(platform));
  app.route("/", frameRoutes(platform));
  app.route("/", taskRoutes(platform));
  app.route("/", taskCommandRoutes(platform));
  app.route("/", queueRoutes(platform));
  app.route("/", limitRoutes(platform));
  app.route("/", processRoutes(platform));
  app.route("/", budgetRoutes(platform));
  app.route("/", usageRoutes(platform));
  app.route("/", handoffRoutes(platform));
  app.route("/", templateRoutes(platform));
  app.route("/", approvalRoutes(platform));
  app.route("/", ruleRoutes(platform));
  app.route("/", communicationRoutes(platform));
  app.route("/", sessionRoutes(platform));
  app.route("/", errorRoutes(platform));
  app.route("/", incidentRoutes(platform));
  app.route("/", historyRoutes(platform));
  app.route("/", retentionRoutes(platform));
  app.route("/", trailRoutes(platform));
  app.route("/", auditRoutes(platform));
  app.route("/", metricRoutes(platform));
  app.route("/", eventRoutes(deps.sse, deps.access));
  if (deps.backups) app.route("/", backupRoutes(deps.backups));
  if (deps.chaos) app.route("/", chaosRoutes(deps.chaos));
  if (deps.webhooks) app.route("/", webhookRoutes(deps.webhooks));
  let document: Record<string, unknown> | undefined;
  app.openapi(
    describe,
    (c) => c.json(document ??= documentOf(app, deps.version), 200),
  );
  app.onError((error, c) => onError(error, c, deps.logError));
  app.notFound(notFound);
  return app;
}
