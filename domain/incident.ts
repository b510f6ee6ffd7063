import { z } from "zod";
import { Actor } from "./actor.ts";
import { ERROR_TYPES, SEVERITIES } from "./errors/error_type.ts";
import { Evidence } from "./errors/evidence.ts";
import { STRATEGIES } from "./errors/recovery.ts";
import { FAILURE_KINDS } from "./failure_kinds.ts";
import { AgentId, IncidentId, Instant, SessionId, TaskId } from "./ids.ts";

/** Agents, tasks and steps that one incident names; the oldest leave it first. */
export const INCIDENT_NAMES = 30;
export const INCIDENT_STEPS = 20;
/** Characters of what happened, and of the words of a step. */
export const INCIDENT_CHARS = 2_000;
export const STEP_CHARS = 300;

const words = z.string().max(STEP_CHARS);

/** Where one incident stands. */
export const IncidentState = z.discriminatedUnion("status", [
  /** It happened; what is decided begins at `next_at`, when that is known. */
  z.object({
    status: z.literal("open"),
    since: Instant,
    next_at: Instant.nullable(),
  }),
  /** What was decided is under way. */
  z.object({ status: z.literal("recovering"), since: Instant, words }),
  z.object({ status: z.literal("recovered"), since: Instant, words }),
  /** Nothing more is tried without a person. */
  z.object({ status: z.literal("gave_up"), since: Instant, words }),
  z.object({
    status: z.literal("closed"),
    since: Instant,
    by: Actor,
    words,
  }),
]);
export type IncidentState = z.infer<typeof IncidentState>;
export type IncidentStatus = IncidentState["status"];

/** All statuses of an incident. */
export const INCIDENT_STATUSES: readonly IncidentStatus[] = [
  "open",
  "recovering",
  "recovered",
  "gave_up",
  "closed",
];

/** One thing that was done about an incident, or happened in it. */
export const IncidentStep = z.object({
  at: Instant,
  /** `seq` of the event that told it. */
  seq: z.int(),
  what: z.enum([
    "raised",
    "recovering",
    "recovered",
    "gave_up",
    "acknowledged",
    "closed",
  ]),
  words,
});
export type IncidentStep = z.infer<typeof IncidentStep>;

/** One cause, and all failures that it brought about. */
export const Incident = z.object({
  id: IncidentId,
  /** Failures with the same cause are one incident: `overloaded`, `crashed/<agent id>`. */
  cause: z.string().max(200),
  error_type: z.enum(ERROR_TYPES),
  kind: z.enum(FAILURE_KINDS),
  /** Of the newest failure: it rises with repetition. */
  severity: z.enum(SEVERITIES),
  decision: z.enum(STRATEGIES),
  state: IncidentState,
  /** Failures so far. */
  count: z.int().positive(),
  first_at: Instant,
  last_at: Instant,
  /** Whom the newest failure was about. */
  agent_id: AgentId.nullable(),
  task_id: TaskId.nullable(),
  session_id: SessionId.nullable(),
  /** Everybody whom it was about, the newest last. */
  agents: z.array(AgentId).max(INCIDENT_NAMES),
  tasks: z.array(TaskId).max(INCIDENT_NAMES),
  /** What the newest failure said. */
  message: z.string().max(INCIDENT_CHARS),
  evidence: Evidence,
  /** What was done, oldest first. */
  steps: z.array(IncidentStep).max(INCIDENT_STEPS),
  /** Who has taken notice of it. */
  acknowledged: z.object({ at: Instant, by: Actor }).nullable(),
  created_at: Instant,
  updated_at: Instant,
  updated_seq: z.int(),
});
export type Incident = z.infer<typeof Incident>;
