import { z } from "zod";
import { Actor } from "./actor.ts";
import { Activity, Agent } from "./agent.ts";
import { AgentChange } from "./agent_change.ts";
import { AgentTemplate, TemplateId } from "./agent_template.ts";
import { Approval, ApprovalState } from "./approval.ts";
import { ApprovalRule } from "./approval_rule.ts";
import { Capability } from "./capability.ts";
import { Failure } from "./failure.ts";
import { Handoff, HANDOFF_STEPS, PartKey, PROMPT_REASONS } from "./handoff.ts";
import {
  AgentId,
  ApprovalId,
  HandoffId,
  Instant,
  MessageId,
  RuleId,
  SessionId,
  TaskId,
} from "./ids.ts";
import { LimitClosure, OPENING_REASONS } from "./limits.ts";
import { LongText } from "./long_text.ts";
import { Message } from "./message.ts";
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
/** About a task that nobody may have yet. */
const openTaskEvent = taskEvent.extend({ agent_id: AgentId.optional() });
/** The agent is the manager, the task is the one that is handed off. */
const handoffEvent = taskEvent.extend({ handoff_id: HandoffId });
/** The agent is the receiver, the task the one that it is about. */
const messageEvent = agentEvent.extend({
  task_id: TaskId.optional(),
  message_id: MessageId,
});
const approvalEvent = agentEvent.extend({
  task_id: TaskId.optional(),
  approval_id: ApprovalId,
});
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
  /** The process was lost; another one takes its place at `restart_at`. */
  agentEvent.extend({
    type: z.literal("agent.crashed"),
    data: z.object({ failure: Failure, restart_at: Instant }),
  }),
  openTaskEvent.extend({
    type: z.literal("task.created"),
    data: z.object({ task: Task }),
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
  /** Whether limits hold work back at all. */
  envelope.extend({
    type: z.literal("limit.switched"),
    data: z.object({ by: Actor, enabled: z.boolean() }),
  }),
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
    data: z.object({ expires_at: Instant.optional() }),
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
  /** Made, changed, or put back as it came. */
  envelope.extend({
    type: z.literal("template.saved"),
    template_id: TemplateId,
    data: z.object({ template: AgentTemplate, by: Actor }),
  }),
  envelope.extend({
    type: z.literal("template.removed"),
    template_id: TemplateId,
    data: z.object({ by: Actor }),
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
