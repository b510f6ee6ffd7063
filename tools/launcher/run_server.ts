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
  const { psPath } = run;
  // Both are read before anybody can see a running server and end it, and
  // before the first listener: with that the runtime takes over the handling
  // of SIGHUP as well, and `nohup` would have no effect any more.
  const [own, starters] = psPath
    ? await Promise.all([
      readProcess(psPath, Deno.pid),
      findStarters(psPath, Deno.ppid),
    ])
    : [undefined, []];
  const server = new ServerProcess(run.start);
  const ask = () => server.askToStop();
  const onHangup = own?.ignoresHangup ? () => {} : ask;
  Deno.addSignalListener("SIGINT", ask);
  Deno.addSignalListener("SIGTERM", ask);
  Deno.addSignalListener("SIGHUP", onHangup);
  const unwatch = watchStarters(psPath, starters, () => {
    run.log("Stopping, because the command that started VAMP is gone");
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
