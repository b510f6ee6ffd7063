import { z } from "zod";
import { Actor } from "../actor.ts";
import { Activity, Agent } from "../agent.ts";
import { ContextUse } from "../context_use.ts";
import { AgentChange } from "../agent_change.ts";
import { Evidence } from "../errors/evidence.ts";
import { Failure } from "../failure.ts";
import { Instant, TaskId } from "../ids.ts";
import { LongText } from "../long_text.ts";
import { MEMORY_STEPS, MemoryUse } from "../memory_over.ts";
import { TranscriptEntry } from "../transcript.ts";
import { Usage } from "../usage.ts";
import { agentEvent, none } from "./envelopes.ts";

/** The life of agents, what they say and what they use. */
export const AGENT_EVENTS = [
  agentEvent.extend({
    type: z.literal("agent.created"),
    data: z.object({ agent: Agent, by: Actor.optional() }),
  }),
  /** A process is being started; `resuming` takes the old session up again. */
  agentEvent.extend({
    type: z.literal("agent.launched"),
    data: z.object({ resuming: z.boolean() }),
  }),
  /** The process answered and can take work. */
  agentEvent.extend({
    type: z.literal("agent.started"),
    data: z.object({
      process_id: z.int(),
      claude_session_id: z.uuid(),
      /** What it goes on with: a hand-off of its earlier process. */
      task_id: TaskId.optional(),
    }),
  }),
  agentEvent.extend({
    type: z.literal("agent.activity_changed"),
    data: z.object({ activity: Activity }),
  }),
  /** The processes of a busy agent were made to stand still. */
  agentEvent.extend({
    type: z.literal("agent.paused"),
    data: z.object({ reason: z.string() }),
  }),
  /** A person wants it to stand still: it gets no work, and stops where it is. */
  agentEvent.extend({
    type: z.literal("agent.held"),
    data: z.object({ by: Actor, reason: z.string() }),
  }),
  /** It may go on. */
  agentEvent.extend({
    type: z.literal("agent.released"),
    data: z.object({ by: Actor }),
  }),
  /** What a person changed about it. */
  agentEvent.extend({
    type: z.literal("agent.edited"),
    data: z.object({ by: Actor, change: AgentChange }),
  }),
  /** Its process is replaced by another one, also after it had failed. */
  agentEvent.extend({
    type: z.literal("agent.restarted"),
    data: z.object({ by: Actor }),
  }),
  /** Its session was too long for the model: another process begins a new one, with a summary of what was done. */
  agentEvent.extend({
    type: z.literal("agent.session_renewed"),
    data: z.object({ claude_session_id: z.uuid(), carried: LongText }),
  }),
  /** Its processes occupy more memory than they may, and this is done about it. */
  agentEvent.extend({
    type: z.literal("agent.memory_exceeded"),
    data: MemoryUse.extend({ step: z.enum(MEMORY_STEPS) }),
  }),
  /** They occupy no more than they may again. */
  agentEvent.extend({
    type: z.literal("agent.memory_eased"),
    data: MemoryUse,
  }),
  /** They go on, with what they were doing. */
  agentEvent.extend({
    type: z.literal("agent.resumed"),
    data: z.object({ activity: Activity }),
  }),
  /** A turn ended that belonged to no task. */
  agentEvent.extend({ type: z.literal("agent.rested"), data: none }),
  /** Its turn is to end, and with it the attempt at its task. */
  agentEvent.extend({
    type: z.literal("agent.interruption_requested"),
    data: z.object({ by: Actor }),
  }),
  agentEvent.extend({
    type: z.literal("agent.termination_requested"),
    data: z.object({ by: Actor.optional() }),
  }),
  agentEvent.extend({
    type: z.literal("agent.terminated"),
    data: z.object({
      reason: z.string(),
      /** Where nothing had to be ended first: who dismissed it. */
      by: Actor.optional(),
    }),
  }),
  agentEvent.extend({
    type: z.literal("agent.failed"),
    data: z.object({
      failure: Failure,
      evidence: Evidence.optional(),
      /** What it worked on then. */
      task_id: TaskId.optional(),
    }),
  }),
  /** The process was lost; another one takes its place at `restart_at`. */
  agentEvent.extend({
    type: z.literal("agent.crashed"),
    data: z.object({
      failure: Failure,
      restart_at: Instant,
      evidence: Evidence.optional(),
      /** What it worked on then. */
      task_id: TaskId.optional(),
    }),
  }),
  /** Tokens and money used since the last such event of the agent. */
  agentEvent.extend({
    type: z.literal("usage.recorded"),
    task_id: TaskId.optional(),
    data: z.object({
      usage: Usage,
      /** The same, by the id of the model that was paid. */
      models: z.record(z.string(), Usage).optional(),
      /** What the CLI's own counters of the session say now. */
      counted: Usage.optional(),
      /** How full the conversation is. */
      context: ContextUse.optional(),
      /** Milliseconds that the turn took. */
      duration_ms: z.number().nonnegative().optional(),
    }),
  }),
  agentEvent.extend({
    type: z.literal("transcript.appended"),
    task_id: TaskId.optional(),
    data: z.object({ entry: TranscriptEntry }),
  }),
] as const;
