import type { EventDraft } from "@/domain/event.ts";
import type { Failure } from "@/domain/failure.ts";
import type { AgentId, TaskId } from "@/domain/ids.ts";

/** One turn that a manager is asked for. */
export type ManagerTurn = {
  readonly taskId: TaskId;
  /** Of the user message; its echo is the receipt. */
  readonly messageUuid: string;
  readonly text: string;
  /** Durable before the message is written. */
  readonly before: readonly EventDraft[];
  /** What to tell when the process has the message. */
  readonly onStarted: () => readonly EventDraft[];
  /**
   * What to tell when the turn is over, in any way; may be asked again when
   * the store refused it. `failure`: why the turn did not succeed.
   */
  readonly onEnded: (ended: { readonly failure?: Failure }) => EventDraft[];
};

/** The way from a hand-off to the process of its manager. */
export interface ManagerTurns {
  /** The manager's process is up, it has the task, and no turn is under way. */
  canPrompt(manager: AgentId, task: TaskId): boolean;
  /** Writes the message to the process. `false`: not possible now, nothing was told. */
  prompt(manager: AgentId, turn: ManagerTurn): Promise<boolean>;
}
