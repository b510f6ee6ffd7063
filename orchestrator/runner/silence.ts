import { type Failure, failure } from "@/domain/failure.ts";
import { silenceDraft } from "../runner_drafts.ts";
import type { ProcessEnd } from "./process_end.ts";
import type { RunnerDeps } from "./runner_deps.ts";
import type { RunnerState } from "./runner_state.ts";
import type { TurnCut } from "./turn_cut.ts";

/** What a silent process may take to say that it was interrupted, in milliseconds. */
const HEARD_WITHIN_MS = 2_000;

/** What becomes of a process that says nothing in its turn. */
export class Silence {
  constructor(
    private readonly deps: RunnerDeps,
    private readonly state: RunnerState,
    private readonly processEnd: ProcessEnd,
    private readonly turnCut: TurnCut,
  ) {}

  /** The process says nothing: its task is taken back, and goes to another attempt. */
  async begin(): Promise<void> {
    const { state, deps } = this;
    const run = state.run;
    if (state.isStopping || !state.talk.turn) return;
    const seconds = Math.round(deps.leaseMs / 1_000);
    const why = failure("stalled", `Said nothing for ${seconds} s`);
    deps.log.error("agent is silent", { agent: state.agentId, seconds });
    const attempt = run && deps.writer.head.tasks[run.task.id]?.attempts.at(-1);
    state.stale = { run, token: attempt?.token ?? 0 };
    state.endTurn();
    // A hand-off stays with its manager; its step is put again.
    if (run?.isHandoff) run.deadline.hold();
    else state.endRun();
    // Who wakes up in time is spared; who does not is replaced.
    state.talk.wait(deps.silenceMs, () => void this.#giveUp(why));
    await state.journal.append(() => [
      ...(run && !run.isHandoff
        ? state.attemptEnd(run, {
          failure: why,
          outcome: "stalled",
          evidence: state.signs.evidence(),
        })
        : []),
      silenceDraft(state.agentId, deps.sources.now()),
    ]);
  }

  /**
   * Nothing came of the silence. It may only wait for an answer of the API that
   * never comes: an interruption ends that. Who does not hear it is replaced.
   */
  async #giveUp(why: Failure): Promise<void> {
    const { process, talk, agentId } = this.state;
    talk.wait(HEARD_WITHIN_MS, () => this.processEnd.replace(why));
    try {
      await process?.interrupt({ cancelQueued: true });
    } catch (error) {
      this.deps.log.error("silent agent was not interrupted", {
        agent: agentId,
        error,
      });
    }
  }

  /** A silent process speaks again: what it works on is not its own any more. */
  end(): void {
    const { stale, talk } = this.state;
    if (stale?.isAwake || !talk.stopWaiting()) return;
    if (stale) stale.isAwake = true;
    void this.turnCut.interrupt();
  }
}
