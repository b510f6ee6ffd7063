/** The shape of a script: which requests get which replies. `docs/scripted-model.md` tells it in prose. */

import { z } from "zod";
import { compilePattern } from "./pattern.ts";

const Pattern = z.string().min(1).superRefine((pattern, context) => {
  try {
    compilePattern(pattern);
  } catch (error) {
    context.addIssue({
      code: "custom",
      message: `not a valid regular expression (${(error as Error).message})`,
    });
  }
});

const WholeNumber = z.int().nonnegative();

/** A fixed number, or a range from which the seeded generator draws. */
const Range = z.union([
  WholeNumber,
  z.tuple([WholeNumber, WholeNumber]).refine(
    ([min, max]) => min <= max,
    "the range must be written [min, max]",
  ),
]);

/** An exact count, or a range `[min, max]` that it must lie in. */
const Count = Range;

/** Conditions on a request; all that are given must hold. */
export const When = z.strictObject({
  new_user: Pattern.optional(),
  last_user: Pattern.optional(),
  any_user: Pattern.optional(),
  system: Pattern.optional(),
  tool_result: Pattern.optional(),
  has_tool_result: z.boolean().optional(),
  tool_error: z.union([z.boolean(), Pattern]).optional(),
  new_note: Pattern.optional(),
  cwd: Pattern.optional(),
  session: Pattern.optional(),
  model: Pattern.optional(),
  has_tool: Pattern.optional(),
  header: z.record(z.string(), Pattern).optional(),
  stream: z.boolean().optional(),
  assistant_count: Count.optional(),
  step: Count.optional(),
}).readonly();

const ToolCall = z.strictObject({
  name: z.string().min(1),
  input: z.record(z.string(), z.unknown()).default({}),
  id: z.string().min(1).optional(),
}).readonly();

const Block = z.looseObject({ type: z.string().min(1) }).readonly();

/** Every field a reply object may carry; what they mean together is decided in `reply_plan.ts`. */
export const ReplyFields = z.strictObject({
  thinking: z.string().optional(),
  text: z.string().optional(),
  tool: ToolCall.optional(),
  tools: z.array(ToolCall).readonly().optional(),
  blocks: z.array(Block).readonly().optional(),

  stop_reason: z.string().optional(),
  usage: z.record(z.string(), WholeNumber).optional(),
  model: z.string().optional(),

  delay_ms: Range.optional(),
  chunk_size: Range.optional(),
  chunk_delay_ms: Range.optional(),

  status: z.int().min(200).max(599).optional(),
  error_type: z.string().optional(),
  message: z.string().optional(),
  headers: z.record(z.string(), z.string()).optional(),
  raw_body: z.string().optional(),

  hang: z.boolean().optional(),
  reset: z.boolean().optional(),
  cut_after_events: WholeNumber.optional(),
  end_after_events: WholeNumber.optional(),
  stall_after_events: WholeNumber.optional(),
  malformed_at_event: WholeNumber.optional(),
  error_at_event: WholeNumber.optional(),
}).readonly();

const Reply = z.union([z.string(), ReplyFields]);

const Replies = z.union([
  z.string(),
  ReplyFields,
  z.array(Reply).min(1).readonly(),
]);

/** One rule: when it applies, how often, and what it answers. */
export const Rule = z.strictObject({
  name: z.string().optional(),
  when: When.default({}),
  times: z.int().positive().optional(),
  count_per: z.enum(["script", "session"]).default("script"),
  reply: Replies.optional(),
  steps: z.array(Reply).min(1).readonly().optional(),
  cycle: z.boolean().default(false),
  random: z.boolean().default(false),
}).refine(
  (rule) => (rule.reply === undefined) !== (rule.steps === undefined),
  'give exactly one of "reply" and "steps"',
).refine(
  (rule) => !(rule.cycle && rule.random),
  'give at most one of "cycle" and "random"',
).readonly();

/** A whole script. */
export const Script = z.strictObject({
  defaults: ReplyFields.default({}),
  rules: z.array(Rule).readonly().default([]),
  fallback: Replies.optional(),
  count_tokens: WholeNumber.optional(),
  seed: z.union([z.number(), z.string()]).optional(),
}).readonly();

/** A script as its author writes it: texts for replies, defaults left out. */
export type ScriptInput = z.input<typeof Script>;
/** A rule as its author writes it. */
export type RuleInput = z.input<typeof Rule>;
/** The fields of a reply object as their author writes them. */
export type ReplyFieldsInput = z.input<typeof ReplyFields>;
/** A checked script, defaults filled in. */
export type Script = z.output<typeof Script>;
/** A checked rule, defaults filled in. */
export type Rule = z.output<typeof Rule>;
/** The conditions of a rule. */
export type When = z.output<typeof When>;
/** A checked reply: a text, or an object of reply fields. */
export type Reply = z.output<typeof Reply>;
/** The fields of a reply object. */
export type ReplyFields = z.output<typeof ReplyFields>;
