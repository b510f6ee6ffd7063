import { z } from "zod";
import { Actor } from "../actor.ts";
import { Evidence } from "../errors/evidence.ts";
import { Failure } from "../failure.ts";
import { AgentId, Instant, TaskId } from "../ids.ts";
import { LongText } from "../long_text.ts";
import { ATTEMPT_OUTCOMES, Task, TaskResult } from "../task.ts";
import { none, openTaskEvent, taskEvent } from "./envelopes.ts";

/** Tasks and their attempts. */
export const TASK_EVENTS = [
  openTaskEvent.extend({
    type: z.literal("task.created"),
    data: z.object({
      task: Task,
      /** Without it, it is a part that its manager made. */
      by: Actor.optional(),
    }),
  }),
  /** All that it depended on is completed. */
  openTaskEvent.extend({ type: z.literal("task.unblocked"), data: none }),
  taskEvent.extend({
    type: z.literal("task.assigned"),
    data: z.object({ attempt: z.int(), message_uuid: z.uuid() }),
  }),
  /** The agent's process has the message: its receipt came. */
  taskEvent.extend({
    type: z.literal("task.started"),
    data: z.object({ attempt: z.int() }),
  }),
  taskEvent.extend({
    type: z.literal("task.progressed"),
    data: z.object({
      progress: z.number().min(0).max(1),
      details: z.string(),
    }),
  }),
  /** The agent said what its result is; the attempt ends with its turn. */
  taskEvent.extend({
    type: z.literal("task.result_submitted"),
    data: z.object({ attempt: z.int(), output: LongText }),
  }),
  /** An attempt ended without success; the task waits for its next one. */
  taskEvent.extend({
    type: z.literal("task.attempt_failed"),
    data: z.object({
      attempt: z.int(),
      outcome: z.enum(ATTEMPT_OUTCOMES),
      failure: Failure,
      retry_at: Instant,
      evidence: Evidence.optional(),
    }),
  }),
  /** A part is done; its manager will judge it. */
  taskEvent.extend({
    type: z.literal("task.reported"),
    data: z.object({ attempt: z.int(), result: TaskResult }),
  }),
  /** The manager took the part's result as it is. */
  openTaskEvent.extend({ type: z.literal("task.accepted"), data: none }),
  /** The manager wants the part done again. */
  openTaskEvent.extend({
    type: z.literal("task.sent_back"),
    data: z.object({
      reason: z.string(),
      /** What it depends on has to be done again first. */
      blocked: z.boolean(),
    }),
  }),
  /** A result came under a token that is not the newest any more. */
  taskEvent.extend({
    type: z.literal("task.result_refused"),
    data: z.object({
      attempt: z.int(),
      token: z.int(),
      reason: z.string(),
    }),
  }),
  /** An ended task is to be tried again. */
  openTaskEvent.extend({
    type: z.literal("task.retried"),
    data: z.object({
      by: Actor,
      /** What it depends on has to be completed first. */
      blocked: z.boolean(),
      /** As it ended: the fleet may not have it in memory any more. */
      task: Task.optional(),
    }),
  }),
  /** What a person changed about a task that nobody works on. */
  openTaskEvent.extend({
    type: z.literal("task.edited"),
    data: z.object({
      priority: z.int().optional(),
      depends_on: z.array(TaskId).optional(),
      /** It has to wait for what it depends on. */
      blocked: z.boolean(),
      by: Actor.optional(),
    }),
  }),
  /** A task that nobody works on gets another agent, or anybody. */
  openTaskEvent.extend({
    type: z.literal("task.reassigned"),
    data: z.object({ to: AgentId.nullable(), by: Actor }),
  }),
  taskEvent.extend({
    type: z.literal("task.completed"),
    data: z.object({ attempt: z.int(), result: TaskResult }),
  }),
  openTaskEvent.extend({
    type: z.literal("task.failed"),
    data: z.object({
      /** 0: it failed without an attempt, because of what it depended on. */
      attempt: z.int(),
      outcome: z.enum(ATTEMPT_OUTCOMES),
      failure: Failure,
      evidence: Evidence.optional(),
    }),
  }),
  openTaskEvent.extend({
    type: z.literal("task.cancelled"),
    data: z.object({
      reason: z.string(),
      /** Without it, it came of something else that was told. */
      by: Actor.optional(),
    }),
  }),
] as const;
