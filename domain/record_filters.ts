import type { ApprovalStatus } from "./approval.ts";
import type {
  ApprovalOrder,
  HandoffOrder,
  SessionOrder,
  TaskOrder,
} from "./list_order.ts";
import type { SessionFilter, TaskFilter } from "./platform.ts";
import type { HandoffState } from "./handoff.ts";
import type { AgentId, TaskId } from "./ids.ts";
import type { Delivery, MessageKind } from "./message.ts";

type Range = {
  readonly limit: number;
  /** `next` of the page before. */
  readonly cursor?: string | undefined;
};

/** Which tasks to list, and how; without an order the newest first. */
export type TaskHistoryFilter = TaskFilter & Range & {
  readonly order?: TaskOrder | undefined;
};

/** Which sessions to list, and how; without an order the newest first. */
export type SessionHistoryFilter = SessionFilter & Range & {
  readonly order?: SessionOrder | undefined;
};

/** Which hand-offs to list, and how; without an order the newest first. */
export type HandoffFilter = Range & {
  readonly order?: HandoffOrder | undefined;
  readonly managerId?: AgentId | undefined;
  readonly taskId?: TaskId | undefined;
  readonly status?: HandoffState["status"] | undefined;
};

/** Which messages to list. */
export type MessageFilter = Range & {
  /** Their sender or their receiver. */
  readonly agentId?: AgentId | undefined;
  readonly taskId?: TaskId | undefined;
  readonly kind?: MessageKind | undefined;
  /** How far they got. */
  readonly delivery?: Delivery["status"] | undefined;
  /** What their text has in it, in small or capital letters. */
  readonly text?: string | undefined;
  /** Sent from then on. */
  readonly after?: Date | undefined;
  /** Sent before then. */
  readonly before?: Date | undefined;
};

/** Which approvals to list, and how; without an order the newest first. */
export type ApprovalFilter = Range & {
  readonly order?: ApprovalOrder | undefined;
  readonly status?: ApprovalStatus | undefined;
  readonly agentId?: AgentId | undefined;
  readonly taskId?: TaskId | undefined;
};

/** Which entries of the audit log to list. */
export type AuditFilter = Range & {
  /** `person`, `rule:…`, `agent:…` or `server`. */
  readonly actor?: string | undefined;
  /** What was done: `approval.decided`. */
  readonly action?: string | undefined;
  /** What it was done to: all of a kind, or one of them. */
  readonly target?:
    | { readonly type: string; readonly id?: string | undefined }
    | undefined;
};
