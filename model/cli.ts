/**
 * Plays a script from the command line:
 *
 * ```sh
 * deno run --allow-net=127.0.0.1 --allow-read=. model/cli.ts --script x.json --port 9099
 * ```
 *
 * Prints one JSON line `{"listening":"http://127.0.0.1:9099"}` when ready and runs until it
 * is told to stop. A bad argument or script ends it with one line on stderr and exit code 2.
 */

import { parseArgs } from "node:util";
import { parseScriptJson, ScriptError } from "./parse_script.ts";
import type { RecordedRequest } from "./recorded_requests.ts";
import { startScriptedModel } from "./scripted_model.ts";

/** What the command line says. */
export interface CliArguments {
  readonly script: string;
  readonly port: number;
  readonly seed?: string;
  /** File to which each request is appended as a JSON line; needs `--allow-write`. */
  readonly log?: string;
}

/** A command line or a script file that cannot be used; its message is meant for the user. */
export class UsageError extends Error {
  readonly code = "usage";
  override readonly name = "UsageError";
}

const PORTS = 65_535;

/** Reads the command line. @throws UsageError */
export function readArguments(argv: readonly string[]): CliArguments {
  const { script, port = "0", seed, log } = parseOptions(argv);
  if (script === undefined) {
    throw new UsageError(
      "Cannot start without a script: give --script <file>",
    );
  }
  if (!/^\d+$/.test(port) || Number(port) > PORTS) {
    throw new UsageError(
      `Cannot use port "${port}": it takes 0 to ${PORTS}`,
    );
  }
  return { script, port: Number(port), seed, log };
}

function parseOptions(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      options: {
        script: { type: "string" },
        port: { type: "string" },
        seed: { type: "string" },
        log: { type: "string" },
      },
    }).values;
  } catch (error) {
    throw new UsageError((error as Error).message, { cause: error });
  }
}

function readScript(path: string) {
  try {
    return parseScriptJson(Deno.readTextFileSync(path));
  } catch (error) {
    if (error instanceof ScriptError) {
      throw new UsageError(`${path}: ${error.message}`, { cause: error });
    }
    throw new UsageError(
      `Cannot read script file "${path}": ${(error as Error).message}`,
      { cause: error },
    );
  }
}

async function run(argv: readonly string[]): Promise<void> {
  const { script, port, seed, log } = readArguments(argv);
  const append = (request: RecordedRequest) =>
    Deno.writeTextFileSync(log!, JSON.stringify(request) + "\n", {
      append: true,
    });
  const model = await startScriptedModel({
    script: readScript(script),
    port,
    seed,
    log: log === undefined ? undefined : append,
  });
  const line = JSON.stringify({ listening: model.url }) + "\n";
  await Deno.stdout.write(new TextEncoder().encode(line));
}

if (import.meta.main) {
  try {
    await run(Deno.args);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    await Deno.stderr.write(new TextEncoder().encode(`${message}\n`));
    Deno.exit(2);
  }
}
