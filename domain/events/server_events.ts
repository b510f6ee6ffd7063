import { z } from "zod";
import { Actor } from "../actor.ts";
import { BootReport } from "../boot_report.ts";
import { FAILURE_KINDS } from "../failure_kinds.ts";
import { LimitClosure, Lowered, OPENING_REASONS } from "../limits.ts";
import { RetiredRecords } from "../retirement.ts";
import { envelope, none } from "./envelopes.ts";

/** The server, its queue, the limits of the account, and what is let go of. */
export const SERVER_EVENTS = [
  envelope.extend({
    type: z.literal("server.started"),
    data: z.object({
      version: z.string(),
      /** Tasks whose process was gone, ended as failed by interruption. */
      interrupted_tasks: z.int(),
      resumed_agents: z.int(),
    }),
  }),
  /** What the start found, and what it made of it. */
  envelope.extend({
    type: z.literal("server.boot_reported"),
    data: z.object({ report: BootReport }),
  }),
  /** A person has read that report. */
  envelope.extend({
    type: z.literal("server.boot_report_dismissed"),
    data: z.object({ by: Actor }),
  }),
  /** The host slept, or its clock was set: what waited for a time was looked at anew. */
  envelope.extend({
    type: z.literal("server.woke"),
    data: z.object({
      /** By how much the clock ran ahead of the time that the server saw pass, in seconds; negative: it was set back. */
      jumped_seconds: z.int(),
    }),
  }),
  envelope.extend({ type: z.literal("server.stopped"), data: none }),
  /** Of what is over, memory keeps the newest alone: it ran out. The store keeps it all. */
  envelope.extend({
    type: z.literal("server.memory_cleared"),
    data: z.object({
      /** Records of each kind that stay. */
      kept: z.int().nonnegative(),
      why: z.enum(FAILURE_KINDS),
    }),
  }),
  /** The live store lets go of what is over; the history keeps it. */
  envelope.extend({ type: z.literal("records.retired"), data: RetiredRecords }),
  /** From now on nobody gets a task; what runs goes on to its end. */
  envelope.extend({
    type: z.literal("queue.paused"),
    data: z.object({ by: Actor, reason: z.string() }),
  }),
  envelope.extend({
    type: z.literal("queue.resumed"),
    data: z.object({ by: Actor }),
  }),
  /** A limit of the account was met: nothing is asked of the API for a while. Told again when it takes longer. */
  envelope.extend({
    type: z.literal("limit.closed"),
    data: LimitClosure.omit({ since: true }),
  }),
  envelope.extend({
    type: z.literal("limit.opened"),
    data: z.object({ by: Actor, reason: z.enum(OPENING_REASONS) }),
  }),
  /** From now on fewer agents work at once; who works goes on. */
  envelope.extend({
    type: z.literal("limit.lowered"),
    data: Lowered.omit({ since: true }),
  }),
  /** It was calm for a while: one more may work; null: as many as ever. */
  envelope.extend({
    type: z.literal("limit.raised"),
    data: z.object({ places: z.int().positive().nullable() }),
  }),
  /** Whether limits hold work back at all. */
  envelope.extend({
    type: z.literal("limit.switched"),
    data: z.object({ by: Actor, enabled: z.boolean() }),
  }),
] as const;
