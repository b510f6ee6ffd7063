import { findStarters, readProcess, watchStarters } from "./ancestors.ts";
import { ServerProcess, type ServerStart } from "./server_process.ts";

/** What stands above this process, read before there is a server to lose. */
export type Starters = {
  /** `undefined`: there is no `ps`, and only signals and the pipe count. */
  readonly psPath: string | undefined;
  /** Nearest first. */
  readonly pids: readonly number[];
  /** Whether `nohup` or the like asked for the end of the terminal to pass. */
  readonly ignoresHangup: boolean;
};

/**
 * Looks at what started this process. To be done before the first signal
 * listener: with that the runtime takes over SIGHUP as well, and what `nohup`
 * asked for can no longer be seen.
 */
export async function readStarters(
  psPath: string | undefined,
): Promise<Starters> {
  if (!psPath) return { psPath, pids: [], ignoresHangup: false };
  const [own, pids] = await Promise.all([
    readProcess(psPath, Deno.pid),
    findStarters(psPath, Deno.ppid),
  ]);
  return { psPath, pids, ignoresHangup: own?.ignoresHangup ?? false };
}

/**
 * Runs the server until it ends and gives its exit code. SIGINT, SIGTERM and
 * SIGHUP are passed on as a wish to stop, and so is the end of `deno task` or
 * of npm's wrapper above this process, which may die without a word.
 */
export async function runServer(
  start: ServerStart,
  starters: Starters,
  log: (line: string) => void,
): Promise<number> {
  const server = new ServerProcess(start);
  const ask = () => server.askToStop();
  const onHangup = starters.ignoresHangup ? () => {} : ask;
  Deno.addSignalListener("SIGINT", ask);
  Deno.addSignalListener("SIGTERM", ask);
  Deno.addSignalListener("SIGHUP", onHangup);
  const unwatch = watchStarters(starters.psPath, starters.pids, () => {
    log("Stopping, because the command that started VAMP is gone");
    ask();
  });
  try {
    return await server.exitCode();
  } finally {
    unwatch();
    Deno.removeSignalListener("SIGINT", ask);
    Deno.removeSignalListener("SIGTERM", ask);
    Deno.removeSignalListener("SIGHUP", onHangup);
  }
}
