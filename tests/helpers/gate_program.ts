import { strict as assert } from "node:assert";
import { TOKEN } from "./gate_under_test.ts";

/** A gate in a process of its own, whose descriptors can be counted. */
export interface GateProgram extends AsyncDisposable {
  readonly port: number;
  /** Descriptors that the process has open. */
  descriptors(): number;
  /** The status of an answer over a connection of its own; an error's words without one. */
  status(path: string): Promise<number | string>;
  /** Resolves when its listener broke. */
  readonly broke: Promise<void>;
}

/** @param mostDescriptors What the system lets it have. */
export async function startGateProgram(
  mostDescriptors?: number,
): Promise<GateProgram> {
  const deno =
    `exec "$0" run -A --no-check tests/fixtures/programs/gate_server.ts`;
  const child = new Deno.Command("sh", {
    args: [
      "-c",
      mostDescriptors === undefined
        ? deno
        : `ulimit -n ${mostDescriptors}; ${deno}`,
      Deno.execPath(),
    ],
    stdin: "piped",
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  const lines = child.stdout.pipeThrough(new TextDecoderStream()).getReader();
  const { value } = await lines.read();
  const port = Number(value);
  assert.ok(port > 0, `it said ${value}`);
  const broke = lines.read().then(() => {});
  return {
    port,
    broke,
    descriptors: () => [...Deno.readDirSync(`/proc/${child.pid}/fd`)].length,
    async status(path) {
      const client = Deno.createHttpClient({ poolMaxIdlePerHost: 0 });
      try {
        const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
          client,
          headers: { authorization: `Bearer ${TOKEN}` },
        });
        await answer.body?.cancel();
        return answer.status;
      } catch (error) {
        return String(error);
      } finally {
        client.close();
      }
    },
    [Symbol.asyncDispose]: async () => {
      await child.stdin.close();
      await child.status;
      await broke;
      await lines.cancel();
    },
  };
}
