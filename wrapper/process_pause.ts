import type { HostTools } from "./host_tools.ts";
import { pauseTree } from "./pause_tree.ts";

/** Lets one process stand still with all it started; signals arrive in the order they were asked for. */
export class ProcessPause {
  #isPaused = false;
  #last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly host: HostTools,
    private readonly tree: {
      readonly groupId: number;
      readonly launchId: string;
    },
  ) {}

  /** Gives whether it stands still now; it never does while `isStopping`. */
  begin(isStopping: () => boolean): Promise<boolean> {
    return this.#afterLast(async () => {
      if (isStopping()) return false;
      this.#isPaused = await pauseTree(this.host, "STOP", this.tree);
      return this.#isPaused;
    });
  }

  /** Lets it go on; harmless when it does not stand still. */
  end(): Promise<void> {
    return this.#afterLast(async () => {
      if (!this.#isPaused) return;
      await pauseTree(this.host, "CONT", this.tree);
      this.#isPaused = false;
    });
  }

  #afterLast<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#last.then(work);
    this.#last = done.catch(() => {});
    return done;
  }
}
