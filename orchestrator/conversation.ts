import type { TurnResult } from "@/domain/cli_event.ts";
import { Deadline } from "./deadline.ts";
import { Lease } from "./lease.ts";
import { answersTurn, type Turn } from "./turn.ts";

/**
 * What is said to one process: the turn under way, how long the process may
 * say nothing in it, and how long something else is waited for.
 */
export class Conversation {
  #turn: Turn | undefined;
  #lastTurn: Turn | undefined;
  #lease: Lease | undefined;
  #patience: Deadline | undefined;

  /** @param leaseMs Milliseconds without a sign of life in a turn after which `onSilent` is called, once. */
  constructor(
    private readonly leaseMs: number,
    private readonly onSilent: () => void,
  ) {}

  /** The prompt that has no end yet. */
  get turn(): Turn | undefined {
    return this.#turn;
  }

  /** The turn before, which may still have something to pay. */
  get lastTurn(): Turn | undefined {
    return this.#lastTurn;
  }

  /** Keeps the place for a turn whose prompt is not written yet. */
  reserve(turn: Turn): void {
    this.#lastTurn = this.#turn ?? this.#lastTurn;
    this.#turn = turn;
  }

  /** The prompt is being written: from now on the process owes an answer. */
  begin(turn: Turn): void {
    this.stopWaiting();
    if (this.#turn !== turn) this.reserve(turn);
    this.#lease?.end();
    this.#lease = new Lease(this.leaseMs, this.onSilent);
  }

  /** The turn whose receipt this is; `undefined` when it came before, or belongs to none. */
  received(uuid: string): Turn | undefined {
    const turn = this.#turn;
    if (!turn || turn.uuid !== uuid || turn.received) return undefined;
    turn.received = true;
    return turn;
  }

  /** The turn under way, when this is its end. */
  answeredBy(result: TurnResult): Turn | undefined {
    return this.#turn && answersTurn(this.#turn, result)
      ? this.#turn
      : undefined;
  }

  /** The turn is over, whatever became of it. */
  end(): void {
    this.#lease?.end();
    this.stopWaiting();
    this.#lastTurn = this.#turn ?? this.#lastTurn;
    this.#turn = undefined;
  }

  /** The process gave a sign of life. */
  renew(): void {
    this.#lease?.renew();
  }

  /** Calls `onEnd` after `ms` milliseconds, unless something happens before; in place of what was waited for. */
  wait(ms: number, onEnd: () => void): void {
    this.stopWaiting();
    this.#patience = new Deadline(ms, onEnd);
  }

  /** Something is waited for: the end of a turn, a word of a silent process. */
  get isWaiting(): boolean {
    return this.#patience !== undefined;
  }

  /** Gives whether something was waited for. */
  stopWaiting(): boolean {
    const waited = this.#patience !== undefined;
    this.#patience?.clear();
    this.#patience = undefined;
    return waited;
  }

  /** Time stands still: the process is paused, or waits for a person. */
  hold(): void {
    this.#lease?.hold();
    this.#patience?.hold();
  }

  /** Time goes on. */
  goOn(): void {
    this.#lease?.goOn();
    this.#patience?.goOn();
  }
}
