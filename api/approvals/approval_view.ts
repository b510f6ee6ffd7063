import { z } from "@hono/zod-openapi";
import { Actor } from "@/domain/actor.ts";
import {
  Answers,
  type Approval,
  APPROVAL_SCOPES,
  APPROVAL_STATUSES,
  type ApprovalState,
  type ApprovalStatus,
} from "@/domain/approval.ts";

/** A request for permission as programs see it. */
export const ApprovalView = z.object({
  id: z.string(),
  /** A question is answered, a permission allowed or denied. */
  kind: z.enum(["permission", "question"]),
  agent_id: z.string(),
  /** Our id of the task that it is about. */
  task_id: z.string().nullable(),
  session_id: z.string().nullable(),
  tool: z.string(),
  tool_use_id: z.string().nullable(),
  /** The exact input as JSON text; its beginning alone in lists, when it is long. */
  input: z.string(),
  input_length: z.int(),
  /** The same for the same tool with the same input. */
  fingerprint: z.string(),
  blocked_path: z.string().nullable(),
  working_directory: z.string(),
  status: z.enum(APPROVAL_STATUSES as [ApprovalStatus, ...ApprovalStatus[]]),
  status_since: z.string(),
  /** null while pending. */
  decision: z.object({
    /** null where nobody decided: it ran out, or was withdrawn. */
    by: Actor.nullable(),
    scope: z.enum(APPROVAL_SCOPES).nullable(),
    answers: Answers.nullable(),
    /** The note of a denial, or why it was withdrawn. */
    note: z.string().nullable(),
  }).nullable(),
  expires_at: z.string(),
  postponed_at: z.string().nullable(),
  /** When the agent's process was told; null while it was not. */
  delivered_at: z.string().nullable(),
  created_at: z.string(),
  updated_at: z.string(),
}).openapi("Approval");
export type ApprovalView = z.infer<typeof ApprovalView>;

/** Gives the request as programs see it; a long input by its beginning. */
export function approvalView(approval: Approval): ApprovalView {
  const { state, input, updated_seq: _, ...rest } = approval;
  return {
    ...rest,
    input: input.text,
    input_length: input.length,
    status: state.status,
    status_since: state.since,
    decision: decisionOf(state),
  };
}

function decisionOf(state: ApprovalState): ApprovalView["decision"] {
  const nothing = { by: null, scope: null, answers: null, note: null };
  switch (state.status) {
    case "pending":
      return null;
    case "allowed":
      return {
        ...nothing,
        by: state.by,
        scope: state.scope,
        answers: state.answers,
      };
    case "denied":
      return { ...nothing, by: state.by, note: state.note };
    case "expired":
      return nothing;
    case "withdrawn":
      return { ...nothing, note: state.reason };
  }
}
