import { z } from "zod";
import { Actor } from "./actor.ts";
import { AgentId, ApprovalId, Instant, SessionId, TaskId } from "./ids.ts";
import { LongText } from "./long_text.ts";

/** How far an allowance reaches. */
export const APPROVAL_SCOPES = ["once", "task", "always"] as const;
export type ApprovalScope = typeof APPROVAL_SCOPES[number];

/** Answers to an agent's questions: the question's text → the answer's. */
export const Answers = z.record(z.string().max(4_000), z.string().max(16_000));

/** Where one request for permission stands. */
export const ApprovalState = z.discriminatedUnion("status", [
  z.object({ status: z.literal("pending"), since: Instant }),
  z.object({
    status: z.literal("allowed"),
    since: Instant,
    by: Actor,
    scope: z.enum(APPROVAL_SCOPES),
    answers: Answers.nullable(),
  }),
  z.object({
    status: z.literal("denied"),
    since: Instant,
    by: Actor,
    /** Told to the agent. */
    note: z.string(),
  }),
  /** Nobody answered in time: denied. */
  z.object({ status: z.literal("expired"), since: Instant }),
  /** The agent does not wait for it any more. */
  z.object({
    status: z.literal("withdrawn"),
    since: Instant,
    reason: z.string(),
  }),
]);
export type ApprovalState = z.infer<typeof ApprovalState>;
export type ApprovalStatus = ApprovalState["status"];

/** All statuses of an approval. */
export const APPROVAL_STATUSES: readonly ApprovalStatus[] = [
  "pending",
  "allowed",
  "denied",
  "expired",
  "withdrawn",
];

/** An agent asks to be allowed to use a tool, or asks the person something. */
export const Approval = z.object({
  id: ApprovalId,
  agent_id: AgentId,
  task_id: TaskId.nullable(),
  session_id: SessionId.nullable(),
  kind: z.enum(["permission", "question"]),
  tool: z.string(),
  tool_use_id: z.string().nullable(),
  /** The exact input, as JSON text. */
  input: LongText,
  /** SHA-256 of tool and input, in hex: the same request again has the same. */
  fingerprint: z.string(),
  /** The path that the CLI names as the reason, when it does. */
  blocked_path: z.string().nullable(),
  /** Where the agent works: paths in the input are relative to it. */
  working_directory: z.string(),
  state: ApprovalState,
  expires_at: Instant,
  /** The person chose to look at it later. */
  postponed_at: Instant.nullable(),
  /** When the decision was handed to the agent's process; null until then. */
  delivered_at: Instant.nullable(),
  created_at: Instant,
  updated_at: Instant,
  updated_seq: z.int(),
});
export type Approval = z.infer<typeof Approval>;

/** What a person decides about one request. */
export const Decision = z.discriminatedUnion("decision", [
  z.strictObject({
    decision: z.literal("allow"),
    scope: z.enum(APPROVAL_SCOPES).default("once"),
    /** For a question; every question needs its answer. */
    answers: Answers.optional(),
  }),
  z.strictObject({
    decision: z.literal("deny"),
    note: z.string().max(4_000).default(""),
  }),
  /** Not now: it stays, behind the others, with its whole time again. */
  z.strictObject({ decision: z.literal("postpone") }),
]);
export type Decision = z.infer<typeof Decision>;
