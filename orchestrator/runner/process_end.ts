import type { CliExit } from "@/domain/cli_event.ts";
import type { Failure } from "@/domain/failure.ts";
import type { Usage } from "@/domain/usage.ts";
import { NO_USAGE } from "@/domain/usage_sum.ts";
import { exitFailure } from "../process_failure.ts";
import { processLoss } from "../recovery/process_loss.ts";
import type { RunnerDeps, RunnerListener } from "./runner_deps.ts";
import type { RunnerState } from "./runner_state.ts";

/** How a process ends: for good, so that another one takes its place, or by itself. */
export class ProcessEnd {
  /** Why we are ending the process, when it is not for good. */
  #endedFor: Failure | undefined;

  constructor(
    private readonly deps: RunnerDeps,
    private readonly listener: RunnerListener,
    private readonly state: RunnerState,
  ) {}

  /**
   * Stops the process with all it started; resolves when they are gone. What
   * becomes of the agent and its task in the log is the caller's to append.
   */
  async stop(): Promise<void> {
    const { state, deps } = this;
    state.isStopping = true;
    state.letGo();
    // What it asked stays: that it is cut off now takes nothing back.
    deps.approvals.detach(state.agentId);
    // A process that comes up right now can be stopped when it is up.
    await state.starting;
    await state.process?.stop();
  }

  /** The process does nothing more, since it holds itself to a budget: another one takes its place. */
  async renew(carried: Usage): Promise<void> {
    await this.stop();
    this.listener.onLost(
      this.state.agentId,
      this.deps.sources.now(),
      carried,
    );
  }

  /** Ends the process, so that another one takes its place: it does not answer. */
  replace(why: Failure): void {
    this.#endedFor = why;
    this.state.isLeaving = true;
    void this.state.process?.stop();
  }

  /** The process has ended. */
  async exited(exit: CliExit): Promise<void> {
    // Before it is ready, the start itself reports how the process ended.
    if (!this.state.process) return;
    const why = this.#endedFor ?? exitFailure(exit);
    await this.lose(why, exit.signal === undefined, exit);
  }

  /**
   * The process is gone. Its attempt ends, and another process takes its
   * place, unless it was lost too often or was never up.
   */
  async lose(
    told: Failure,
    endedItself = false,
    exit?: CliExit,
  ): Promise<void> {
    const { state, deps } = this;
    if (state.isStopping) return;
    state.isStopping = true;
    // It may be in the process's own words.
    const why = { ...told, message: deps.blot(told.message) };
    const run = state.run;
    state.letGo();
    deps.approvals.detach(state.agentId);
    deps.log.error("agent lost its process", { agent: state.agentId, ...why });
    const loss = {
      why,
      evidence: state.signs.evidence(exit),
      wasUp: state.process !== undefined,
      run,
    };
    const { again, drafts } = processLoss(
      deps,
      state.agentId,
      loss,
      (lost, end) => state.attemptEnd(lost, end),
    );
    await state.journal.append(drafts);
    if (!again) return;
    const carried = endedItself ? state.meter.reading : NO_USAGE;
    this.listener.onLost(state.agentId, again, carried);
  }
}
