import type { CliEvent } from "@/domain/cli_event.ts";

/** Rounds of the model in one turn after which a person is asked. */
const MOST_ROUNDS = 100;

/** Notices a turn that does not come to its end; subagents do not count. */
export class RoundGuard {
  #last = "";
  #rounds = 0;
  /** Where a person is asked next. */
  #limit: number;

  /** @param most Rounds after which, and after each further so many, a person is asked. */
  constructor(private readonly most: number = MOST_ROUNDS) {
    this.#limit = most;
  }

  /** The rounds so far, when this event is the first of one too many. */
  observe(event: CliEvent): number | undefined {
    if (event.kind === "turn_ended") {
      this.#rounds = 0;
      this.#limit = this.most;
    }
    if (event.kind !== "block_finished" || event.parentToolUseId) {
      return undefined;
    }
    if (event.messageId === this.#last) return undefined;
    this.#last = event.messageId;
    this.#rounds++;
    if (this.#rounds <= this.#limit) return undefined;
    const rounds = this.#limit;
    this.#limit += this.most;
    return rounds;
  }
}
