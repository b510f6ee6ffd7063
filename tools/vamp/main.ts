import { join } from "node:path";
import { SERVER_FINDING_VARIABLES } from "./find_server.ts";
import { STANDARD } from "./output.ts";
import { runVamp } from "./run_vamp.ts";

/** The program `vamp`: reads what it stands on and carries one command out. */
async function main(): Promise<number> {
  const stop = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    Deno.addSignalListener(signal, () => stop.abort());
  }
  return await runVamp(Deno.args, {
    out: STANDARD,
    env: Object.fromEntries(
      SERVER_FINDING_VARIABLES.map((name) => [name, Deno.env.get(name)])
        .filter(([, value]) => value !== undefined),
    ),
    // The compiled program stands anywhere: there, the folder that it is called in.
    root: Deno.build.standalone
      ? Deno.cwd()
      : join(import.meta.dirname ?? ".", "../.."),
    signal: stop.signal,
    now: Date.now,
  });
}

if (import.meta.main) Deno.exit(await main());
