import { z } from "zod";
import { Activity, Agent } from "./agent.ts";
import { Failure } from "./failure.ts";
import { AgentId, Instant, SessionId, TaskId } from "./ids.ts";
import { RetiredRecords } from "./retirement.ts";
import { Session } from "./session.ts";
import { ATTEMPT_OUTCOMES, Task, TaskResult } from "./task.ts";
import { TranscriptEntry } from "./transcript.ts";
import { Usage } from "./usage.ts";

const envelope = z.object({
  /** Rises by exactly one per event of the whole log; clients resume after it. */
  seq: z.int().positive(),
  at: Instant,
  /** The `seq` of the event that led to this one. */
  caused_by: z.int().positive().optional(),
});
const sessionEvent = envelope.extend({ session_id: SessionId });
const agentEvent = envelope.extend({
  agent_id: AgentId,
  /** Of the agent, when it is part of one; the writer fills it in. */
  session_id: SessionId.optional(),
});
const taskEvent = agentEvent.extend({ task_id: TaskId });
const none = z.object({});

/** Everything that the log can tell. Additive only: a new shape gets a new `type`. */
export const FleetEvent = z.discriminatedUnion("type", [
  envelope.extend({
    type: z.literal("server.started"),
    data: z.object({
      version: z.string(),
      /** Tasks whose process was gone, ended as failed by interruption. */
      interrupted_tasks: z.int(),
      resumed_agents: z.int(),
    }),
  }),
  envelope.extend({ type: z.literal("server.stopped"), data: none }),
  /** The live store lets go of what is over; the history keeps it. */
  envelope.extend({ type: z.literal("records.retired"), data: RetiredRecords }),
  sessionEvent.extend({
    type: z.literal("session.created"),
    data: z.object({ session: Session }),
  }),
  sessionEvent.extend({
    type: z.literal("session.renamed"),
    data: z.object({ name: z.string() }),
  }),
  sessionEvent.extend({ type: z.literal("session.archived"), data: none }),
  sessionEvent.extend({
    type: z.literal("session.restored"),
    /** As it was archived: the fleet may not have it in memory any more. */
    data: z.object({ session: Session }),
  }),
  agentEvent.extend({
    type: z.literal("agent.created"),
    data: z.object({ agent: Agent }),
  }),
  /** A process is being started; `resuming` takes the old session up again. */
  agentEvent.extend({
    type: z.literal("agent.launched"),
    data: z.object({ resuming: z.boolean() }),
  }),
  /** The process answered and can take work. */
  agentEvent.extend({
    type: z.literal("agent.started"),
    data: z.object({ process_id: z.int(), claude_session_id: z.uuid() }),
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
  /** They go on, with what they were doing. */
  agentEvent.extend({
    type: z.literal("agent.resumed"),
    data: z.object({ activity: Activity }),
  }),
  /** A turn ended that belonged to no task. */
  agentEvent.extend({ type: z.literal("agent.rested"), data: none }),
  agentEvent.extend({
    type: z.literal("agent.termination_requested"),
    data: none,
  }),
  agentEvent.extend({
    type: z.literal("agent.terminated"),
    data: z.object({ reason: z.string() }),
  }),
  agentEvent.extend({
    type: z.literal("agent.failed"),
    data: z.object({ failure: Failure }),
  }),
  taskEvent.extend({
    type: z.literal("task.created"),
    data: z.object({ task: Task }),
  }),
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
  taskEvent.extend({
    type: z.literal("task.completed"),
    data: z.object({ attempt: z.int(), result: TaskResult }),
  }),
  taskEvent.extend({
    type: z.literal("task.failed"),
    data: z.object({
      attempt: z.int(),
      outcome: z.enum(ATTEMPT_OUTCOMES),
      failure: Failure,
    }),
  }),
  taskEvent.extend({
    type: z.literal("task.cancelled"),
    data: z.object({ reason: z.string() }),
  }),
  /** Tokens and money used since the last such event of the agent. */
  agentEvent.extend({
    type: z.literal("usage.recorded"),
    task_id: TaskId.optional(),
    data: z.object({
      usage: Usage,
      /** What the CLI's own counters of the session say now. */
      counted: Usage.optional(),
      /** Milliseconds that the turn took. */
      duration_ms: z.number().nonnegative().optional(),
    }),
  }),
  agentEvent.extend({
    type: z.literal("transcript.appended"),
    task_id: TaskId.optional(),
    data: z.object({ entry: TranscriptEntry }),
  }),
]);
export type FleetEvent = z.infer<typeof FleetEvent>;
export type FleetEventType = FleetEvent["type"];

type WithoutPlace<E> = E extends unknown ? Omit<E, "seq" | "at"> : never;
/** An event before the writer has given it its place in the log. */
export type EventDraft = WithoutPlace<FleetEvent>;

/**
 * What is broadcast while it happens and never stored: pieces of blocks that
 * are still being written. The finished block follows as an event.
 */
export type LiveDelta =
  | {
    readonly type: "transcript.delta";
    readonly agent_id: AgentId;
    readonly message_id: string;
    readonly block_index: number;
    readonly of: "text" | "thinking" | "tool_input";
    readonly text: string;
  }
  | {
    readonly type: "transcript.abandoned";
    readonly agent_id: AgentId;
    readonly message_id: string;
  };
