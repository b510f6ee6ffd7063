import type { AgentId } from "@/domain/ids.ts";
import { MAX_FAN_OUT, MAX_HOPS, type Message } from "@/domain/message.ts";
import { hopsAfter } from "./letter.ts";

type Turn = {
  readonly messages: readonly Message[];
  readonly sent: number;
};

const NO_TURN: Turn = { messages: [], sent: 0 };

/**
 * What the turn of each agent has to do with messages: which began it, and how
 * many were sent in it. Only what runs now is known here; a turn does not
 * outlive its process.
 */
export class TurnMail {
  readonly #turns = new Map<AgentId, Turn>();

  /** Messages came in a turn: those that began it, or joined it. */
  began(agent: AgentId, messages: readonly Message[]): void {
    const turn = this.#of(agent);
    this.#turns.set(agent, {
      ...turn,
      messages: [...turn.messages, ...messages],
    });
  }

  /** The turn is over, whatever became of it. */
  ended(agent: AgentId): void {
    this.#turns.delete(agent);
  }

  /** Messages that came in the turn, oldest first. */
  messages(agent: AgentId): readonly Message[] {
    return this.#of(agent).messages;
  }

  /** Why the agent may send nothing more in this turn; `undefined`: it may. */
  overLimit(agent: AgentId): string | undefined {
    const { sent, messages } = this.#of(agent);
    if (sent >= MAX_FAN_OUT) {
      return `Cannot send: you have sent ${MAX_FAN_OUT} messages in this turn, which is the most. End your turn; what is still to be said can go into your result.`;
    }
    if (hopsAfter(messages) > MAX_HOPS) {
      return `Cannot send: ${MAX_HOPS} messages have already led to one another up to here. Decide yourself, go on with your task, and say in your result what you assumed.`;
    }
    return undefined;
  }

  /**
   * Counts a message that the agent sends.
   * @param by -1 takes one back that was not stored.
   */
  count(agent: AgentId, by: 1 | -1): void {
    const turn = this.#of(agent);
    this.#turns.set(agent, { ...turn, sent: Math.max(0, turn.sent + by) });
  }

  #of(agent: AgentId): Turn {
    return this.#turns.get(agent) ?? NO_TURN;
  }
}
