import { findStarters, readProcess, watchStarters } from "./ancestors.ts";
import { ServerProcess, type ServerStart } from "./server_process.ts";

/** What ties the server's life to that of whoever started it. */
export type RunServer = {
  readonly start: ServerStart;
  /** `undefined`: there is no `ps`, and only signals and the pipe stop it. */
  readonly psPath: string | undefined;
  readonly log: (line: string) => void;
};

/**
 * Runs the server until it ends and gives its exit code. SIGINT, SIGTERM and
 * SIGHUP are passed on as a wish to stop, and so is the end of `deno task` or
 * of npm's wrapper above this process, which may die without a word.
 */
export async function runServer(run: RunServer): Promise<number> {
  const parentPid = Deno.ppid;
  const server = new ServerProcess(run.start);
  const ask = () => server.askToStop();
  let unwatch = () => {};
  // Under `nohup` the end of the terminal is to be ignored: a listener of ours
  // would undo that.
  const signals: Deno.Signal[] = ["SIGINT", "SIGTERM"];
  for (const signal of signals) Deno.addSignalListener(signal, ask);
  if (run.psPath) {
    const psPath = run.psPath;
    const own = await readProcess(psPath, Deno.pid);
    if (own && !own.ignoresHangup) {
      Deno.addSignalListener("SIGHUP", ask);
      signals.push("SIGHUP");
    }
    unwatch = watchStarters(
      psPath,
      await findStarters(psPath, parentPid),
      () => {
        run.log("Stopping, because the command that started VAMP is gone");
        ask();
      },
    );
  }
  try {
    return await server.exitCode();
  } finally {
    unwatch();
    for (const signal of signals) Deno.removeSignalListener(signal, ask);
  }
}
