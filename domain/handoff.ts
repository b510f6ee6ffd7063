import { z } from "zod";
import { Capability } from "./capability.ts";
import { Failure } from "./failure.ts";
import { AgentId, HandoffId, Instant, SessionId, TaskId } from "./ids.ts";
import { HANDOFF_STEPS } from "./handoff_steps.ts";
import { LongText } from "./long_text.ts";

// They stand apart for the browser, which needs no schemas.
export { isHandoffEnded } from "./handoff_status.ts";
export {
  HANDOFF_STEPS,
  type HandoffStep,
  MAX_PARTS,
  MAX_SENT_BACK,
} from "./handoff_steps.ts";

/** What the manager calls a part, to refer to it: `api`, `tests-2`. */
export const PartKey = z.string().regex(
  /^[a-z0-9][a-z0-9_-]{0,39}$/,
  "takes at most 40 lower-case letters, digits, dashes or underscores",
);

/** One part of the task, from its analysis to the manager's judgement. */
export const HandoffPart = z.object({
  key: PartKey,
  title: z.string(),
  description: LongText,
  depends_on: z.array(PartKey),
  requires: z.array(Capability),
  /** Chosen in `selecting`. */
  agent_id: AgentId.nullable(),
  /** Given in `instructing`. */
  instructions: LongText.nullable(),
  /** Exists from `executing` on. */
  task_id: TaskId.nullable(),
  /** What the manager thought of it last. */
  review: z.object({
    verdict: z.enum(["accepted", "sent_back"]),
    reason: z.string(),
    at: Instant,
  }).nullable(),
  sent_back: z.int().nonnegative(),
});
export type HandoffPart = z.infer<typeof HandoffPart>;

/** Why the manager was asked: `first`, once more after a turn without an answer (`reminder`), from the beginning (`retry`), or after its process was gone (`resumed`). */
export const PROMPT_REASONS = [
  "first",
  "reminder",
  "retry",
  "resumed",
] as const;
export type PromptReason = typeof PROMPT_REASONS[number];

/** One line of the hand-off's ledger: a step of it was asked for. */
export const StepPrompt = z.object({
  step: z.enum(HANDOFF_STEPS),
  reason: z.enum(PROMPT_REASONS),
  /** Of the user message that carries the step; its echo is the receipt. */
  message_uuid: z.uuid(),
  /** The fencing token: the `seq` of the event that asked. */
  token: z.int(),
  offered_at: Instant,
  started_at: Instant.nullable(),
  /** When the turn of this prompt ended. */
  ended_at: Instant.nullable(),
  /** When what the step needs had been reported, in this turn. */
  accepted_at: Instant.nullable(),
});
export type StepPrompt = z.infer<typeof StepPrompt>;

/** Where a hand-off stands. */
export const HandoffState = z.discriminatedUnion("status", [
  z.object({ status: z.literal("analyzing"), since: Instant }),
  z.object({ status: z.literal("selecting"), since: Instant }),
  z.object({ status: z.literal("instructing"), since: Instant }),
  z.object({ status: z.literal("executing"), since: Instant }),
  z.object({ status: z.literal("processing"), since: Instant }),
  z.object({ status: z.literal("completed"), since: Instant }),
  z.object({
    status: z.literal("failed"),
    since: Instant,
    /** The step that it failed in. */
    step: z.enum(HANDOFF_STEPS),
    failure: Failure,
  }),
]);
export type HandoffState = z.infer<typeof HandoffState>;

/** A task on its way from its manager to workers and back. */
export const Handoff = z.object({
  id: HandoffId,
  /** The task that is handed off. */
  task_id: TaskId,
  manager_id: AgentId,
  session_id: SessionId.nullable(),
  state: HandoffState,
  /** What the manager understood is wanted; null before the analysis. */
  requirements: LongText.nullable(),
  parts: z.array(HandoffPart),
  /** Every prompt of every step, oldest first. */
  prompts: z.array(StepPrompt),
  /** The manager's final result; whether it calls the task done. */
  result: z.object({
    output: LongText,
    succeeded: z.boolean(),
  }).nullable(),
  created_at: Instant,
  updated_at: Instant,
  updated_seq: z.int(),
});
export type Handoff = z.infer<typeof Handoff>;
