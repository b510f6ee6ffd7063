import type { AgentId } from "@/domain/ids.ts";
import type { MessageKind } from "@/domain/message.ts";

/**
 * What a tool answers to the model. With `ok: false` the model sees a failed
 * call; the text then tells it what to do next.
 */
export type ToolAnswer = { readonly ok: boolean; readonly text: string };

/** How a manager takes its task apart. */
export type AnalysisInput = {
  /** What is wanted, in the manager's own words. */
  readonly requirements: string;
  /** 1 to `MAX_PARTS`, keys all different, dependencies known and free of cycles. */
  readonly parts: readonly {
    readonly key: string;
    readonly title: string;
    readonly description: string;
    /** Keys of parts whose results this one needs. */
    readonly depends_on: readonly string[];
    /** What its worker has to be able to do. */
    readonly requires: readonly string[];
  }[];
};

/** Who does one part. */
export type SelectionInput = {
  readonly part: string;
  readonly worker_id: AgentId;
};

/** What exactly the worker of one part is told. */
export type InstructionsInput = {
  readonly part: string;
  readonly instructions: string;
};

/** What the manager thinks of the result of one part. */
export type ReviewInput = {
  readonly part: string;
  readonly verdict: "accept" | "send_back";
  readonly reason: string;
};

/** The manager's final result of the whole task. */
export type FinalResultInput = {
  readonly output: string;
  /** Whether the task is done; true unless told. */
  readonly succeeded: boolean;
};

/** How far a worker is. */
export type ProgressInput = {
  /** From 0 to 1. */
  readonly progress: number;
  readonly details: string;
};

/** A worker's result of its part. */
export type PartResultInput = { readonly output: string };

/** What one agent tells another. */
export type SendMessageInput = {
  /** The receiver's id, or its name where only one agent has it. */
  readonly to: string;
  readonly text: string;
  /** Interrupts what the receiver does. */
  readonly urgent: boolean;
  /**
   * Unless told: an answer where the receiver waits for one of the sender,
   * else a note. A question goes by `askManager`.
   */
  readonly kind?: Exclude<MessageKind, "question">;
};

/** What a worker wants to know of its manager. */
export type QuestionInput = { readonly question: string };

/** How many of the newest messages are wanted. */
export type ListMessagesInput = { readonly limit: number };

/**
 * Takes what managers submit for their hand-offs. The agent is the one whose
 * process made the call. Every call is checked against where the hand-off
 * stands, is durable before it answers, and waits for no other agent; calls of
 * one agent come one after the other. What it throws reaches the model as a
 * failed call without its text.
 */
export interface HandoffDesk {
  submitAnalysis(manager: AgentId, input: AnalysisInput): Promise<ToolAnswer>;
  listWorkers(manager: AgentId): Promise<ToolAnswer>;
  selectWorker(manager: AgentId, input: SelectionInput): Promise<ToolAnswer>;
  submitInstructions(
    manager: AgentId,
    input: InstructionsInput,
  ): Promise<ToolAnswer>;
  submitReview(manager: AgentId, input: ReviewInput): Promise<ToolAnswer>;
  submitResult(manager: AgentId, input: FinalResultInput): Promise<ToolAnswer>;
}

/** Takes what workers report of their tasks; as `HandoffDesk` otherwise. */
export interface WorkDesk {
  reportProgress(worker: AgentId, input: ProgressInput): Promise<ToolAnswer>;
  submitResult(worker: AgentId, input: PartResultInput): Promise<ToolAnswer>;
}

/** Carries messages between agents; as `HandoffDesk` otherwise. */
export interface MailDesk {
  sendMessage(from: AgentId, input: SendMessageInput): Promise<ToolAnswer>;
  askManager(from: AgentId, input: QuestionInput): Promise<ToolAnswer>;
  listMessages(agent: AgentId, input: ListMessagesInput): Promise<ToolAnswer>;
}

/** All that the tools of agents lead to. */
export type Desks = {
  readonly handoff: HandoffDesk;
  readonly work: WorkDesk;
  readonly mail: MailDesk;
};
