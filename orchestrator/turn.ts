import type { TurnResult } from "@/domain/cli_event.ts";
import type { EventDraft } from "@/domain/event.ts";
import type { Failure } from "@/domain/failure.ts";
import type { TaskId } from "@/domain/ids.ts";
import type { LongText } from "@/domain/long_text.ts";
import type { Message } from "@/domain/message.ts";

/** One prompt on its way through the process: written, received, answered. */
export type Turn = {
  /** Of the user message; its echo is the receipt. */
  readonly uuid: string;
  /** Who pays for it. */
  readonly taskId: TaskId | undefined;
  /** As the transcript shows it. */
  readonly prompt: LongText;
  /** Messages of other agents that it carries. */
  readonly messages: readonly Message[];
  /** What to tell when the process has the message. */
  readonly onStarted: () => readonly EventDraft[];
  /** For a step of a hand-off: what to tell when the turn is over. */
  readonly onEnded:
    | ((ended: { readonly failure?: Failure }) => readonly EventDraft[])
    | undefined;
  /** The process echoed the message: it has it. */
  received: boolean;
};

/** A turn that is yet to be written. */
export function newTurn(
  of: Pick<Turn, "taskId" | "prompt"> & Partial<Turn>,
): Turn {
  return {
    uuid: crypto.randomUUID(),
    messages: [],
    onStarted: () => [],
    onEnded: undefined,
    ...of,
    received: false,
  };
}

/**
 * Whether a turn's end is the end of this one. Turns may come unasked; such a
 * result names no message, and the first one after the receipt is taken for
 * the answer.
 */
export function answersTurn(turn: Turn, result: TurnResult): boolean {
  return result.answers.includes(turn.uuid) ||
    (turn.received && result.answers.length === 0);
}
