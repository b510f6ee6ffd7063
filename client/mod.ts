/** A client of VAMP without dependencies. See `docs/client.md`. */
export { type VampClient, vampClient } from "./vamp_client.ts";
export type { CallOptions, ClientOptions } from "./options.ts";
export type { FollowOptions } from "./events/follow.ts";
export type { RunItem } from "./run_task.ts";
export type { SocketMessage, SocketRequest, VampSocket } from "./socket.ts";
export { type ClientErrorCode, VampError } from "./vamp_error.ts";
export type { FieldProblem } from "./problem.ts";
export type {
  Activity,
  Agent,
  AgentConfig,
  AgentRole,
  AgentStatus,
  NewAgent,
  ResourceLimits,
  TranscriptEntry,
} from "./types/agent.ts";
export type {
  Approval,
  ApprovalScope,
  ApprovalStatus,
  Decision,
} from "./types/approval.ts";
export type { Budget, NewBudget } from "./types/budget.ts";
export type { Actor, Failure, LongText, Page, Usage } from "./types/common.ts";
export {
  type Delta,
  entryOf,
  type FleetEvent,
  type StreamItem,
} from "./types/event.ts";
export type { Handoff, HandoffPart, StepPrompt } from "./types/handoff.ts";
export type { Backup, Health } from "./types/health.ts";
export type { Message } from "./types/message.ts";
export type { Session } from "./types/session.ts";
export {
  type Attempt,
  isTaskOver,
  type NewTask,
  type Task,
  type TaskResult,
  type TaskStatus,
} from "./types/task.ts";
export type { NewWebhook, Webhook, WebhookDelivery } from "./types/webhook.ts";
