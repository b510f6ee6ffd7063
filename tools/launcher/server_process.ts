/** How the server is started and what ends it. */
export type ServerStart = {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** Milliseconds that an asked server gets before it is killed. */
  readonly graceMs: number;
};

// A terminal, a service manager and `deno task` may each deliver the same
// signal; what comes this close together is one wish to stop.
const SAME_WISH_MS = 500;
const SIGNAL_NUMBERS: Readonly<Record<string, number>> = {
  SIGHUP: 1,
  SIGINT: 2,
  SIGQUIT: 3,
  SIGABRT: 6,
  SIGKILL: 9,
  SIGSEGV: 11,
  SIGTERM: 15,
};

/**
 * The running server, leader of its own process group. Its standard input is
 * a pipe that only this process holds: when the pipe ends, however that came,
 * the server knows that it has to stop.
 */
export class ServerProcess {
  readonly #child: Deno.ChildProcess;
  readonly #graceMs: number;
  #askedAt: number | undefined;
  #killTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(start: ServerStart) {
    this.#graceMs = start.graceMs;
    this.#child = new Deno.Command(start.command, {
      args: [...start.args],
      cwd: start.cwd,
      env: { ...start.env },
      clearEnv: true,
      detached: true,
      stdin: "piped",
      stdout: "inherit",
      stderr: "inherit",
    }).spawn();
  }

  get pid(): number {
    return this.#child.pid;
  }

  /** Asks it to stop; asked a second time, it ends without finishing. */
  askToStop(): void {
    const now = performance.now();
    if (this.#askedAt === undefined) {
      this.#askedAt = now;
      this.#killTimer = setTimeout(() => this.#killGroup(), this.#graceMs);
    } else if (now - this.#askedAt < SAME_WISH_MS) {
      return;
    }
    try {
      this.#child.kill("SIGTERM");
    } catch (error) {
      // It may have ended in the meantime.
      if (!(error instanceof TypeError)) throw error;
    }
  }

  /** The exit code as a shell would give it, once the server is gone. */
  async exitCode(): Promise<number> {
    const { code, signal } = await this.#child.status;
    clearTimeout(this.#killTimer);
    await this.#child.stdin.close().catch(() => {});
    return signal ? 128 + (SIGNAL_NUMBERS[signal] ?? 0) : code;
  }

  #killGroup(): void {
    try {
      Deno.kill(-this.#child.pid, "SIGKILL");
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    }
  }
}
