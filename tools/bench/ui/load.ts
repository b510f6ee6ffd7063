import { fileURLToPath } from "node:url";
import { TextLineStream } from "@/tests/helpers/text_line_stream.ts";

/** The crowded fleet, served by a process of its own. */
export type Load = AsyncDisposable & {
  readonly origin: string;
  /** Makes so many events a second from now on; gives how many there were so far. */
  pace(perSecond: number): Promise<number>;
};

/**
 * Starts it and resolves when it answers.
 *
 * @param teams Of ten agents each.
 */
export async function startLoad(teams: number): Promise<Load> {
  const child = new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "-A",
      "--quiet",
      "--no-check",
      fileURLToPath(new URL("./load_server.ts", import.meta.url)),
      String(teams),
    ],
    stdin: "piped",
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  const input = child.stdin.getWriter();
  const output = child.stdout.pipeThrough(new TextDecoderStream())
    .pipeThrough(new TextLineStream()).getReader();
  const said = async () => {
    const { value } = await output.read();
    if (value === undefined) throw new Error("Cannot measure: no server");
    return value;
  };
  const origin = await said();
  return {
    origin,
    async pace(perSecond) {
      await input.write(new TextEncoder().encode(`${perSecond}\n`));
      return Number(await said());
    },
    async [Symbol.asyncDispose]() {
      await input.close();
      await output.cancel();
      await child.status;
    },
  };
}
