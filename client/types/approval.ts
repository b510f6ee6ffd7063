import type { Actor } from "./common.ts";

export type ApprovalStatus =
  | "pending"
  | "allowed"
  | "denied"
  | "expired"
  | "withdrawn";

/** How far an allowance reaches. */
export type ApprovalScope = "once" | "task" | "always";

/** What an agent asks to be allowed, or asks the person. */
export type Approval = {
  readonly id: string;
  readonly kind: "permission" | "question";
  readonly agent_id: string;
  readonly task_id: string | null;
  readonly session_id: string | null;
  readonly tool: string;
  readonly tool_use_id: string | null;
  /** The exact input as JSON text; in lists its beginning, when it is long. */
  readonly input: string;
  readonly input_length: number;
  readonly fingerprint: string;
  readonly blocked_path: string | null;
  readonly working_directory: string;
  readonly status: ApprovalStatus;
  readonly status_since: string;
  readonly decision: {
    readonly by: Actor | null;
    readonly scope: ApprovalScope | null;
    readonly answers: Readonly<Record<string, string>> | null;
    readonly note: string | null;
  } | null;
  readonly expires_at: string;
  readonly postponed_at: string | null;
  readonly delivered_at: string | null;
  readonly created_at: string;
  readonly updated_at: string;
};

/** What a person decides about one request. */
export type Decision =
  | {
    readonly decision: "allow";
    readonly scope?: ApprovalScope;
    /** For a question: each of its texts, and the answer. */
    readonly answers?: Readonly<Record<string, string>>;
  }
  | { readonly decision: "deny"; readonly note?: string }
  | { readonly decision: "postpone" };
