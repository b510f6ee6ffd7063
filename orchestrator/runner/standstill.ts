import { PermissionAsks } from "../permission_asks.ts";
import type { RunnerDeps } from "./runner_deps.ts";
import type { RunnerState } from "./runner_state.ts";

/** Lets a process stand still while it works, and all its times with it, and go on where it was. */
export class Standstill {
  /** What it waits for a person to allow; its times stand still meanwhile. */
  readonly asks: PermissionAsks;

  constructor(
    private readonly deps: Pick<RunnerDeps, "approvals" | "heldFor">,
    private readonly state: RunnerState,
  ) {
    this.asks = new PermissionAsks(
      deps.approvals,
      this.#times,
      (requestId) => void state.journal.answered(requestId),
    );
  }

  /** All that runs while the process works: it stands still while that is paused, or waits for a person. */
  readonly #times = {
    hold: () => {
      this.state.run?.deadline.hold();
      this.state.talk.hold();
    },
    goOn: () => {
      if (this.state.pause.isPaused || this.asks.isWaiting) return;
      this.state.run?.deadline.goOn();
      this.state.talk.goOn();
    },
  };

  /** Does nothing while the process rests, or has not yet received its message. Safe to repeat. */
  async begin(reason: string): Promise<void> {
    const { process, run, talk, isStopping, pause } = this.state;
    if (!process || isStopping || run?.cut) return;
    // A message must reach a process that reads.
    if (talk.turn && !talk.turn.received) return;
    await pause.begin({ process, times: this.#times }, reason);
  }

  /** Goes on; harmless when it does not stand still. */
  async end(): Promise<void> {
    const { process, pause } = this.state;
    if (!process) return;
    await pause.end({ process, times: this.#times });
    await this.takeMode();
  }

  /** Who began, or was begun with, when it was to stand still already. */
  async heed(): Promise<void> {
    const reason = this.deps.heldFor();
    // A turn that is being ended has to go on for that.
    if (reason === undefined || this.state.talk.isWaiting) return;
    await this.begin(reason);
  }

  /** Lets the process take the agent's permission mode, unless it stands still. Never rejects. */
  async takeMode(): Promise<void> {
    const { pause, isStopping, mode } = this.state;
    if (!pause.isPaused && !isStopping) await mode?.settle();
  }
}
