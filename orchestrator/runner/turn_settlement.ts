import type { CliEvent, TurnResult } from "@/domain/cli_event.ts";
import type { EventDraft } from "@/domain/event.ts";
import {
  type Ending,
  failureOf,
  NOTHING_YET,
  observe,
} from "@/domain/errors/ending.ts";
import type { Failure } from "@/domain/failure.ts";
import { NO_USAGE } from "@/domain/usage_sum.ts";
import { sessionRenewal } from "../recovery/session_renewal.ts";
import { TASK_INLINE_CHARS } from "../store_text.ts";
import type { TaskRun } from "../task_run.ts";
import { turnEndDrafts } from "../turn_end.ts";
import type { ProcessEnd } from "./process_end.ts";
import type { RunnerDeps } from "./runner_deps.ts";
import type { RunnerState } from "./runner_state.ts";
import type { Speech } from "./speech.ts";

/** What the end of a turn means: what it used, whether its attempt ends, and what comes next. */
export class TurnSettlement {
  /** What the turn under way has told of its end so far. */
  #ending: Ending = NOTHING_YET;

  constructor(
    private readonly deps: RunnerDeps,
    private readonly state: RunnerState,
    private readonly processEnd: ProcessEnd,
    private readonly speech: Speech,
  ) {}

  /** What may tell why the turn will have failed; every event within it, in order. */
  observe(event: CliEvent): void {
    this.#ending = observe(this.#ending, event);
  }

  /** The turn is over. */
  async ended(result: TurnResult): Promise<void> {
    const { state, deps } = this;
    const turn = state.talk.answeredBy(result);
    const why = failureOf({ ...this.#ending, result });
    const run = state.run;
    // A cut that came too late to spoil the turn spoils nothing.
    const failed = why && (run?.cut?.failure ?? why);
    const output = await state.journal.text(
      result.text ?? "",
      TASK_INLINE_CHARS,
    );
    const used = state.meter.take(result);
    const isCapped = failed?.kind === "budget" &&
      deps.budgets.governs(state.agentId, used, state.budgetUsd);
    this.#ending = NOTHING_YET;
    const payer = turn ?? state.talk.lastTurn;
    const stale = state.stale;
    state.stale = undefined;
    if (turn) state.endTurn();
    // It listens again: its process need not be replaced.
    if (stale) state.talk.stopWaiting();
    const own = run && (turn || this.#isAwaited) ? run : undefined;
    if (own) {
      own.worked = {
        ms: own.worked.ms + result.durationMs,
        turns: own.worked.turns + result.turns,
      };
    }
    // A step that was cut short is put again.
    if (own?.isHandoff) own.cut = undefined;
    const waits = own && !own.isHandoff && !failed ? this.#waitsFor(own) : "";
    if (own && !own.isHandoff && !waits) state.endRun();
    const renewal = failed?.kind === "context_too_long" && !state.isStopping
      ? await sessionRenewal(deps.store, state.agentId)
      : undefined;
    await state.journal.append(() => [
      ...state.limits.metBy(failed),
      ...state.journal.turnEnd(
        result,
        { used, counted: state.meter.reading, models: state.meter.models },
        failed?.kind ?? "completed",
        payer?.taskId,
      ),
      ...turnEndDrafts(
        state.agentId,
        {
          turn,
          failed,
          isCapped,
          ended: own?.isHandoff || waits ? undefined : own,
          output,
          evidence: state.signs.evidence(),
          refused: stale,
        },
        state.limits,
        (ended, end) => state.attemptEnd(ended, end),
      ),
      ...renewal
        ? [renewal]
        : this.#rest(waits || "the next step of its hand-off", failed),
    ]);
    if (renewal) void this.processEnd.renew(NO_USAGE);
    else if (isCapped) void this.processEnd.renew(state.meter.reading);
    else this.speech.goOn();
  }

  /** A turn that nobody asked for is the one that the attempt waits for. */
  get #isAwaited(): boolean {
    const { run, talk } = this.state;
    return Boolean(run) && !talk.turn && !run?.isHandoff;
  }

  /** What keeps the attempt open after a turn; empty when nothing does. */
  #waitsFor(run: TaskRun): string {
    const { state, deps } = this;
    const { head } = deps.writer;
    if (head.tasks[run.task.id]?.attempts.at(-1)?.submitted) return "";
    if (run.isOnItsOwn) return "";
    const questions = deps.mail.openQuestions(state.agentId, run.task.id);
    if (questions.length > 0) return "an answer to its question";
    return state.background > 0 ? "work in the background" : "";
  }

  /** Idle, or waiting with its task, after a turn. */
  #rest(detail: string, failed: Failure | undefined): EventDraft[] {
    const { run, talk, limits, journal } = this.state;
    return run && !talk.turn
      ? [limits.waiting(run.task, failed, detail)]
      : journal.rest();
  }
}
