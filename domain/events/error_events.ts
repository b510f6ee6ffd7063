import { z } from "zod";
import { Actor } from "../actor.ts";
import { ERROR_TYPES, SEVERITIES } from "../errors/error_type.ts";
import { Evidence } from "../errors/evidence.ts";
import { STRATEGIES } from "../errors/recovery.ts";
import { FAILURE_KINDS } from "../failure_kinds.ts";
import { Instant } from "../ids.ts";
import { Incident, INCIDENT_CHARS, STEP_CHARS } from "../incident.ts";
import { errorEvent } from "./envelopes.ts";

/** As it was: the fleet may not have it in memory any more. */
const unloaded = Incident.optional();
const words = z.string().max(STEP_CHARS);

/** What went wrong, and what was done about it: the course of incidents. */
export const ERROR_EVENTS = [
  /** Something failed: a new incident, or one more failure of the same. */
  errorEvent.extend({
    type: z.literal("error.raised"),
    data: z.object({
      cause: z.string().max(200),
      error_type: z.enum(ERROR_TYPES),
      kind: z.enum(FAILURE_KINDS),
      severity: z.enum(SEVERITIES),
      /** The words of the CLI, of the API or of the process. */
      message: z.string().max(INCIDENT_CHARS),
      evidence: Evidence,
      /** What is done about it. */
      decision: z.enum(STRATEGIES),
      /** When that begins; null when it does at once, or nobody knows. */
      next_at: Instant.nullable(),
    }),
  }),
  /** What was decided has begun. */
  errorEvent.extend({
    type: z.literal("error.recovering"),
    data: z.object({ words }),
  }),
  /** It works again. */
  errorEvent.extend({
    type: z.literal("error.recovered"),
    data: z.object({ words }),
  }),
  /** Nothing more is tried without a person. */
  errorEvent.extend({
    type: z.literal("error.gave_up"),
    data: z.object({ words }),
  }),
  /** A person has taken notice; it goes on as it would. */
  errorEvent.extend({
    type: z.literal("error.acknowledged"),
    data: z.object({ by: Actor, incident: unloaded }),
  }),
  /** Nobody waits for anything more of it. */
  errorEvent.extend({
    type: z.literal("error.closed"),
    data: z.object({ by: Actor, words, incident: unloaded }),
  }),
] as const;
