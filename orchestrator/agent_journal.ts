import type { Activity, Agent } from "@/domain/agent.ts";
import type { CliEvent, TurnResult } from "@/domain/cli_event.ts";
import type { EventDraft } from "@/domain/event.ts";
import type { AgentId, TaskId } from "@/domain/ids.ts";
import type { LongText } from "@/domain/long_text.ts";
import { RepeatCap } from "@/domain/repeat_cap.ts";
import type { TranscriptBody } from "@/domain/transcript.ts";
import type { Usage } from "@/domain/usage.ts";
import { totalTokens } from "@/domain/usage_sum.ts";
import { ActivityTracker } from "./activity_tracker.ts";
import { appendFacts } from "./append_facts.ts";
import { ContextGauge } from "./context_gauge.ts";
import type { EventWriter } from "./event_writer.ts";
import type { LiveStorePort, LogPort, Sources } from "./ports.ts";
import { keepText } from "./store_text.ts";
import { transcriptOf } from "./transcript_of.ts";

export type JournalDeps = {
  readonly writer: EventWriter;
  readonly store: LiveStorePort;
  readonly sources: Sources;
  readonly log: LogPort;
};

/** Writes down what one agent says and does: its transcript and its activity. */
export class AgentJournal {
  readonly #activity = new ActivityTracker();
  readonly #notices = new RepeatCap(() => performance.now());
  readonly #context = new ContextGauge();

  constructor(
    private readonly deps: JournalDeps,
    private readonly agentId: AgentId,
  ) {}

  /** The agent as decided so far; `undefined` once it left the fleet. */
  agent(): Agent | undefined {
    return this.deps.writer.head.agents[this.agentId];
  }

  /** What the process does, as far as its events told. */
  get activity(): Activity | undefined {
    return this.#activity.current;
  }

  /** Facts about the agent, stored before it resolves; `drafts` may be asked more than once. */
  append(drafts: () => readonly EventDraft[]): Promise<void> {
    return appendFacts(this.deps, drafts);
  }

  /** A text for a record or an event; a long one is stored before this resolves. */
  text(text: string, inlineChars?: number): Promise<LongText> {
    return keepText(this.deps, text, inlineChars);
  }

  /** The next entry of the transcript, as an event to append in the same tick. */
  entry(body: TranscriptBody, task: TaskId | undefined): EventDraft[] {
    const agent = this.agent();
    if (!agent) return [];
    const entry = {
      ...body,
      agent_id: this.agentId,
      n: agent.transcript_length,
      at: this.deps.sources.now(),
      task_id: task ?? null,
    };
    return [{
      type: "transcript.appended",
      agent_id: this.agentId,
      ...(task ? { task_id: task } : {}),
      data: { entry },
    }];
  }

  /** Stores a note for the person who reads the transcript. */
  async note(
    level: "info" | "warning" | "error",
    words: string,
    task: TaskId | undefined,
  ): Promise<void> {
    const text = await this.text(words);
    await this.append(() =>
      this.entry(
        { kind: "notice", parent_tool_use_id: null, level, text },
        task,
      )
    );
  }

  /** Broadcasts pieces of blocks; stores finished ones with the change of activity they mean. */
  async record(event: CliEvent, task: TaskId | undefined): Promise<void> {
    this.#broadcast(event);
    this.#context.observe(event);
    const body = await transcriptOf(
      event,
      (text) => this.text(text),
      this.#notices,
    );
    const activity = this.#activity.observe(event, this.deps.sources.now());
    await this.append(() => [
      ...(body ? this.entry(body, task) : []),
      ...this.#acting(activity),
    ]);
  }

  /** Stores that the agent goes on with what it had asked for. */
  async answered(requestId: string): Promise<void> {
    const { sources } = this.deps;
    const activity = this.#activity.answered(requestId, sources.now());
    await this.append(() => this.#acting(activity));
  }

  #acting(activity: Activity | undefined): EventDraft[] {
    return activity && this.#canAct()
      ? [{
        type: "agent.activity_changed",
        agent_id: this.agentId,
        data: { activity },
      }]
      : [];
  }

  /** What a turn used and how it ended, as events to append in the same tick. */
  turnEnd(
    result: TurnResult,
    usage: {
      readonly used: Usage;
      readonly counted: Usage;
      /** What was used, by the id of the model. */
      readonly models: Readonly<Record<string, Usage>>;
    },
    reason: string,
    task: TaskId | undefined,
  ): EventDraft[] {
    this.#activity.reset();
    const { used, counted, models } = usage;
    const context = this.#context.read(result);
    return [
      {
        type: "usage.recorded",
        agent_id: this.agentId,
        ...(task ? { task_id: task } : {}),
        data: {
          usage: used,
          models,
          counted,
          duration_ms: result.durationMs,
          ...(context && { context }),
        },
      },
      ...this.entry({
        kind: "turn_ended",
        parent_tool_use_id: null,
        succeeded: result.succeeded,
        reason,
        duration_ms: result.durationMs,
        cost_usd: used.cost_usd,
        tokens: totalTokens(used),
      }, task),
    ];
  }

  /** The end of a turn that nobody asked for, when the agent was busy with one. */
  rest(): EventDraft[] {
    const state = this.agent()?.state;
    return state?.status === "busy" && state.task_id === null
      ? [{ type: "agent.rested", agent_id: this.agentId, data: {} }]
      : [];
  }

  #canAct(): boolean {
    const status = this.agent()?.state.status;
    return status === "busy" || status === "idle";
  }

  #broadcast(event: CliEvent): void {
    if (event.kind === "stream_abandoned") {
      this.deps.writer.publish({
        type: "transcript.abandoned",
        agent_id: this.agentId,
        message_id: event.messageId,
      });
    }
    if (event.kind !== "delta" || event.of === "tool_input") return;
    // A subagent's text is told when it is finished, within its tool call.
    if (event.parentToolUseId) return;
    this.deps.writer.publish({
      type: "transcript.delta",
      agent_id: this.agentId,
      message_id: event.messageId,
      block_index: event.blockIndex,
      of: event.of,
      text: event.text,
    });
  }
}
