import type { CliEvent } from "@/domain/cli_event.ts";
import { failure } from "@/domain/failure.ts";
import type { Attempts } from "./attempts.ts";
import type { RunnerDeps } from "./runner_deps.ts";
import type { RunnerState } from "./runner_state.ts";
import type { Speech } from "./speech.ts";

/** What a process tells of the message that begins a turn: that it has it, or that it will not have it. */
export class TurnReceipt {
  constructor(
    private readonly deps: Pick<RunnerDeps, "mail">,
    private readonly state: RunnerState,
    private readonly speech: Speech,
    private readonly attempts: Attempts,
  ) {}

  /** The process has the message: the turn has begun. */
  async received(uuid: string): Promise<void> {
    const { state, deps } = this;
    const turn = state.talk.received(uuid);
    if (!turn) return;
    deps.mail.turnBegan(state.agentId, turn.messages);
    const number = (state.journal.agent()?.turns ?? 0) + 1;
    await state.journal.append(() => [
      ...turn.onStarted(),
      ...deps.mail.delivered(turn.messages, number, uuid),
      ...state.journal.entry(
        { kind: "prompt", parent_tool_use_id: null, text: turn.prompt },
        turn.taskId,
      ),
    ]);
  }

  /** A message that was withdrawn before its turn began gets no turn. */
  async stateChanged(
    event: Extract<CliEvent, { kind: "message_state" }>,
  ): Promise<void> {
    const { state } = this;
    const turn = state.talk.turn;
    if (event.state !== "cancelled" || event.uuid !== turn?.uuid) return;
    const run = state.run;
    state.endTurn();
    const withdrawn = failure("interrupted", "The message was withdrawn");
    if (run && !run.isHandoff) {
      return await this.attempts.end(run, {
        failure: withdrawn,
        outcome: "cancelled",
      });
    }
    await state.journal.append(() => [
      ...(turn.onEnded?.({ failure: withdrawn }) ?? []),
    ]);
    this.speech.goOn();
  }
}
