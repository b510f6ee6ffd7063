import { z } from "zod";
import { Capability } from "../capability.ts";
import { Failure } from "../failure.ts";
import { Handoff, HANDOFF_STEPS, PartKey, PROMPT_REASONS } from "../handoff.ts";
import { AgentId, TaskId } from "../ids.ts";
import { LongText } from "../long_text.ts";
import { handoffEvent, none } from "./envelopes.ts";

/** The steps of hand-offs. */
export const HANDOFF_EVENTS = [
  handoffEvent.extend({
    type: z.literal("handoff.created"),
    data: z.object({ handoff: Handoff }),
  }),
  /** A step is put to the manager. */
  handoffEvent.extend({
    type: z.literal("handoff.step_prompted"),
    data: z.object({
      step: z.enum(HANDOFF_STEPS),
      reason: z.enum(PROMPT_REASONS),
      message_uuid: z.uuid(),
    }),
  }),
  /** The manager's process has the prompt: its receipt came. */
  handoffEvent.extend({
    type: z.literal("handoff.step_started"),
    data: z.object({ message_uuid: z.uuid() }),
  }),
  /** The turn of a prompt is over, with or without what the step needs. */
  handoffEvent.extend({
    type: z.literal("handoff.step_ended"),
    data: z.object({ message_uuid: z.uuid() }),
  }),
  handoffEvent.extend({
    type: z.literal("handoff.analyzed"),
    data: z.object({
      requirements: LongText,
      parts: z.array(z.object({
        key: PartKey,
        title: z.string(),
        description: LongText,
        depends_on: z.array(PartKey),
        requires: z.array(Capability),
      })),
    }),
  }),
  /** A worker for one part; the last one ends the step. */
  handoffEvent.extend({
    type: z.literal("handoff.worker_selected"),
    data: z.object({ part: PartKey, worker_id: AgentId }),
  }),
  /** The exact instructions of one part; the last ones end the step. */
  handoffEvent.extend({
    type: z.literal("handoff.instructed"),
    data: z.object({ part: PartKey, instructions: LongText }),
  }),
  /** The parts are tasks now. */
  handoffEvent.extend({
    type: z.literal("handoff.parts_created"),
    data: z.object({
      tasks: z.array(z.object({ part: PartKey, task_id: TaskId })),
    }),
  }),
  /** Every part has ended: the manager judges. */
  handoffEvent.extend({
    type: z.literal("handoff.parts_ended"),
    data: none,
  }),
  /** The manager's judgement of one part; a part sent back is executed again. */
  handoffEvent.extend({
    type: z.literal("handoff.part_reviewed"),
    data: z.object({
      part: PartKey,
      verdict: z.enum(["accepted", "sent_back"]),
      reason: z.string(),
    }),
  }),
  handoffEvent.extend({
    type: z.literal("handoff.result_submitted"),
    data: z.object({ output: LongText, succeeded: z.boolean() }),
  }),
  handoffEvent.extend({ type: z.literal("handoff.completed"), data: none }),
  handoffEvent.extend({
    type: z.literal("handoff.failed"),
    data: z.object({ failure: Failure }),
  }),
] as const;
