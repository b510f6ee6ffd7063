import { failure } from "@/domain/failure.ts";
import type { Cut } from "../task_run.ts";
import type { ProcessEnd } from "./process_end.ts";
import type { RunnerDeps } from "./runner_deps.ts";
import type { RunnerState } from "./runner_state.ts";
import type { Standstill } from "./standstill.ts";

/** How long an interrupted turn may take to end before its process is stopped. */
const INTERRUPT_GRACE_MS = 10_000;

/** Cuts the turn under way short, from outside. */
export class TurnCut {
  constructor(
    private readonly deps: Pick<RunnerDeps, "log">,
    private readonly state: RunnerState,
    private readonly standstill: Standstill,
    private readonly processEnd: ProcessEnd,
  ) {}

  /** Ends the turn under way; its attempt ends so, by the first cause that is told. */
  async cut(why: Cut): Promise<void> {
    const { run } = this.state;
    if (run && !run.cut) run.cut = why;
    await this.interrupt();
  }

  /** Ends the turn under way; a process that does not listen is stopped. */
  async interrupt(): Promise<void> {
    const { process, isStopping, talk, stale, run, agentId } = this.state;
    if (!process || isStopping) return;
    if (talk.turn || stale) {
      const why = run?.cut?.failure ??
        failure("stalled", "Did not end its turn when it was interrupted");
      talk.wait(INTERRUPT_GRACE_MS, () => this.processEnd.replace(why));
    }
    try {
      await this.standstill.end();
      await process.interrupt({ cancelQueued: true });
    } catch (error) {
      this.deps.log.error("interrupt failed", { agent: agentId, error });
    }
  }
}
