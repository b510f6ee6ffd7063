import { z } from "zod";
import { Actor } from "../actor.ts";
import { Approval, ApprovalState } from "../approval.ts";
import { ApprovalRule } from "../approval_rule.ts";
import { Instant, MessageId, RuleId } from "../ids.ts";
import { Message } from "../message.ts";
import { approvalEvent, envelope, messageEvent, none } from "./envelopes.ts";

/** What agents say to one another, and ask people. */
export const TALK_EVENTS = [
  messageEvent.extend({
    type: z.literal("message.sent"),
    data: z.object({ message: Message }),
  }),
  messageEvent.extend({
    type: z.literal("message.delivered"),
    data: z.object({ turn: z.int().positive(), message_uuid: z.uuid() }),
  }),
  messageEvent.extend({
    type: z.literal("message.superseded"),
    data: z.object({ by: MessageId.nullable(), reason: z.string() }),
  }),
  /** A question has its answer: the message `by`. */
  messageEvent.extend({
    type: z.literal("message.answered"),
    data: z.object({ by: MessageId }),
  }),
  approvalEvent.extend({
    type: z.literal("approval.requested"),
    data: z.object({ approval: Approval }),
  }),
  /** It is settled who decided what; `state` is no `pending` one. */
  approvalEvent.extend({
    type: z.literal("approval.decided"),
    data: z.object({ state: ApprovalState }),
  }),
  /** The agent's process was told. */
  approvalEvent.extend({
    type: z.literal("approval.delivered"),
    data: none,
  }),
  approvalEvent.extend({
    type: z.literal("approval.postponed"),
    /** Until then there is time again. */
    data: z.object({
      expires_at: Instant.optional(),
      /** The host slept, or its clock was set: nobody has seen the request and said "not now". */
      by_clock: z.boolean().optional(),
    }),
  }),
  envelope.extend({
    type: z.literal("rule.created"),
    rule_id: RuleId,
    data: z.object({ rule: ApprovalRule }),
  }),
  envelope.extend({
    type: z.literal("rule.removed"),
    rule_id: RuleId,
    data: z.object({ by: Actor }),
  }),
] as const;
