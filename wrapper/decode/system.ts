import { z } from "zod";
import type { CliEvent } from "@/domain/cli_event.ts";
import { type Frame, frameName, optionalText } from "./frame.ts";
import { badShape } from "./malformed.ts";

const number = z.number();

const Init = z.looseObject({
  session_id: z.string(),
  model: z.string(),
  cwd: z.string(),
  permissionMode: z.string(),
  tools: z.array(z.string()),
  mcp_servers: z.array(z.looseObject({ name: z.string(), status: z.string() })),
  claude_code_version: optionalText,
  apiKeySource: optionalText,
}).transform((init): CliEvent => ({
  kind: "turn_started",
  sessionId: init.session_id,
  model: init.model,
  cwd: init.cwd,
  permissionMode: init.permissionMode,
  tools: init.tools,
  mcpServers: init.mcp_servers.map(({ name, status }) => ({ name, status })),
  cliVersion: init.claude_code_version,
  apiKeySource: init.apiKeySource,
}));

const ApiRetry = z.looseObject({
  attempt: number,
  max_retries: number,
  retry_delay_ms: number,
  error_status: number.nullish(),
  error: optionalText,
}).transform((retry): CliEvent => ({
  kind: "api_retry",
  attempt: retry.attempt,
  maxRetries: retry.max_retries,
  delayMs: retry.retry_delay_ms,
  status: retry.error_status ?? undefined,
  error: retry.error,
}));

const SessionState = z.looseObject({
  state: z.enum(["idle", "running", "requires_action"]),
}).transform(({ state }): CliEvent => ({ kind: "session_state", state }));

const ModelFallback = z.looseObject({
  original_model: z.string(),
  fallback_model: z.string(),
  trigger: optionalText,
}).transform((fallback): CliEvent => ({
  kind: "model_fallback",
  from: fallback.original_model,
  to: fallback.fallback_model,
  trigger: fallback.trigger,
}));

const PermissionDenied = z.looseObject({
  tool_name: z.string(),
  tool_use_id: z.string(),
  message: z.string(),
}).transform((denied): CliEvent => ({
  kind: "permission_denied",
  toolName: denied.tool_name,
  toolUseId: denied.tool_use_id,
  message: denied.message,
}));

type Phase = Extract<CliEvent, { kind: "background_task" }>["phase"];

function backgroundTask(phase: Phase) {
  return z.looseObject({ task_id: z.string() }).transform((raw): CliEvent => ({
    kind: "background_task",
    phase,
    taskId: raw.task_id,
    raw,
  }));
}

const BackgroundTasks = z.looseObject({ tasks: z.array(z.unknown()) })
  .transform(({ tasks }): CliEvent => ({ kind: "background_tasks", tasks }));

const READERS: ReadonlyMap<string, z.ZodType<CliEvent>> = new Map<
  string,
  z.ZodType<CliEvent>
>([
  ["init", Init],
  ["api_retry", ApiRetry],
  ["session_state_changed", SessionState],
  ["model_fallback", ModelFallback],
  ["permission_denied", PermissionDenied],
  ["task_started", backgroundTask("started")],
  ["task_progress", backgroundTask("progress")],
  ["task_updated", backgroundTask("updated")],
  ["task_notification", backgroundTask("notified")],
  ["background_tasks_changed", BackgroundTasks],
]);

/** Known, and asking for nothing. */
const NOTICES = new Set([
  "status",
  "thinking_tokens",
  "informational",
  "session_title_changed",
  "model_refusal_no_fallback",
  "compact_boundary",
  "hook_started",
  "hook_progress",
  "hook_response",
]);

/** Reads a `system` frame by its subtype. */
export function decodeSystem(frame: Frame): CliEvent[] {
  const subtype = typeof frame.subtype === "string" ? frame.subtype : "";
  const reader = READERS.get(subtype);
  if (reader) {
    const parsed = reader.safeParse(frame);
    return [parsed.success ? parsed.data : badShape(frame)];
  }
  const kind = NOTICES.has(subtype) ? "notice" : "unknown";
  return [{ kind, name: frameName(frame), raw: frame }];
}
