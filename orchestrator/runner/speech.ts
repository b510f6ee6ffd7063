import { shortText } from "@/domain/long_text.ts";
import type { ManagerTurn } from "../handoff/manager_turns.ts";
import { lossFailure } from "../process_failure.ts";
import { startedDraft } from "../runner_drafts.ts";
import type { TaskRun } from "../task_run.ts";
import { newTurn, type Turn } from "../turn.ts";
import type { ProcessEnd } from "./process_end.ts";
import type { RunnerDeps, RunnerListener } from "./runner_deps.ts";
import type { RunnerState } from "./runner_state.ts";
import type { Standstill } from "./standstill.ts";

/** How long a worker waits for an answer before it is told to decide itself. */
const ANSWER_MS = 120_000;

/** What is said to a process: tasks, steps of a hand-off, messages. One turn at a time. */
export class Speech {
  constructor(
    private readonly deps: RunnerDeps,
    private readonly listener: RunnerListener,
    private readonly state: RunnerState,
    private readonly standstill: Standstill,
    private readonly processEnd: ProcessEnd,
  ) {}

  /** Writes a prompt to the process; from here on a turn is under way. */
  async speak(turn: Turn, text: string, priority?: "now"): Promise<void> {
    const { state } = this;
    const process = state.process;
    if (!process || state.isStopping) return;
    state.talk.begin(turn);
    state.run?.deadline.goOn();
    await this.standstill.takeMode();
    const carried = state.carried;
    state.carried = undefined;
    const whole = carried === undefined ? text : `${carried}\n\n---\n\n${text}`;
    try {
      await process.send({ uuid: turn.uuid, text: whole, priority });
    } catch (error) {
      // Whether the process read it is unknown: it must not get it again.
      await this.processEnd.lose(await lossFailure(process, error));
      await process.stop();
    }
  }

  /** Puts a step of its hand-off to a manager; `false`: not possible now. */
  async prompt(step: ManagerTurn): Promise<boolean> {
    const { state } = this;
    const run = state.run;
    if (!run || !state.canPrompt(step.taskId)) return false;
    const turn = newTurn({
      uuid: step.messageUuid,
      taskId: step.taskId,
      prompt: await state.journal.text(this.deps.blot(step.text)),
      onStarted: () => [
        ...(state.isAssigned(run) ? [startedDraft(state.agentId, run)] : []),
        ...step.onStarted(),
      ],
      onEnded: step.onEnded,
    });
    // Another turn may have begun while the text was stored.
    if (state.run !== run || !state.canPrompt(step.taskId)) return false;
    state.talk.reserve(turn);
    await state.journal.append(() =>
      state.talk.turn === turn ? step.before : []
    );
    if (state.talk.turn !== turn) return true;
    // Each step has the time of a task.
    state.run = state.newRun(run.task, run.attempt);
    run.deadline.clear();
    await this.speak(turn, step.text);
    return true;
  }

  /** Hands over what waits for the agent, when it can listen; an urgent message also when it works. */
  async deliver(): Promise<boolean> {
    const { state, deps } = this;
    const mail = deps.mail.next(state.agentId);
    const isUp = state.process && !state.isClaiming && !state.isStopping &&
      !state.isLeaving && !state.pause.isPaused;
    const isHeld = deps.heldFor() !== undefined || state.isHeldBack;
    if (!mail || !isUp || state.stale || isHeld) return false;
    const busy = state.talk.turn;
    const isWaiting = state.canSpeak && (state.run ?? state.isFree);
    if (!isWaiting && !(mail.urgent && busy?.received)) return false;
    const turn = newTurn({
      taskId: state.run?.task.id ?? mail.taskId,
      prompt: shortText(deps.blot(mail.text)),
      messages: mail.messages,
      // What was interrupted goes on in this turn, and ends with it.
      onEnded: busy?.onEnded,
    });
    await this.speak(turn, mail.text, busy ? "now" : undefined);
    return true;
  }

  /** After anything that may have made it able to listen. */
  goOn(): void {
    const { state } = this;
    if (!state.canSpeak) return;
    const run = state.run;
    // Work in the background takes of the task's time; a wait for others does not.
    if (run && (run.isHandoff || state.background === 0)) {
      run.deadline.hold();
      if (!run.isHandoff) this.#awaitAnswer(run);
    }
    this.deliver().then((spoke) => {
      if (!spoke) this.listener.onFree(state.agentId);
    }).catch((error) =>
      this.deps.log.error("message was not delivered", {
        agent: state.agentId,
        error,
      })
    );
  }

  /** Nobody waits for ever: without an answer the worker decides itself. */
  #awaitAnswer(run: TaskRun): void {
    const { state } = this;
    state.talk.wait(ANSWER_MS, () => {
      if (state.run !== run || !state.canSpeak) return;
      if (state.isHeldBack) return this.#awaitAnswer(run);
      run.isOnItsOwn = true;
      const text =
        "No answer has come. Decide yourself, say what you assumed, and finish the task.";
      const turn = { taskId: run.task.id, prompt: shortText(text) };
      void this.speak(newTurn(turn), text);
    });
  }
}
