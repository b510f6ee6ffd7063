import { join } from "node:path";

/** One way to start a server, given the port that it shall listen on. */
export type Startable = {
  readonly args: (port: number) => readonly string[];
  readonly env: (port: number, scratch: string) => Record<string, string>;
  /** A path that answers 200 as soon as the server is there. */
  readonly path: string;
};

const DEADLINE_MS = 30_000;
const POLL_MS = 5;

/**
 * Measures once how long it takes from the command to the first 200, with a
 * scratch folder of its own, and stops the server again.
 *
 * @returns Milliseconds.
 * @throws {Error} If the server does not answer in 30 s.
 */
export async function measureStart(
  root: string,
  server: Startable,
  withServer: (origin: string) => Promise<void> = async () => {},
): Promise<number> {
  const scratch = await Deno.makeTempDir({ prefix: "vamp-bench-" });
  const port = freePort();
  const origin = `http://127.0.0.1:${port}`;
  const startedAt = performance.now();
  const child = new Deno.Command(Deno.execPath(), {
    args: [...server.args(port)],
    cwd: root,
    clearEnv: true,
    env: {
      PATH: Deno.env.get("PATH") ?? "",
      HOME: scratch,
      DENO_DIR: Deno.env.get("DENO_DIR") ??
        join(Deno.env.get("HOME") ?? "", ".cache", "deno"),
      DENO_NO_UPDATE_CHECK: "1",
      ...server.env(port, scratch),
    },
    stdin: "null",
    stdout: "null",
    stderr: "null",
  }).spawn();
  try {
    while (!await answers(`${origin}${server.path}`)) {
      if (performance.now() - startedAt > DEADLINE_MS) {
        throw new Error(`Cannot measure "${server.path}": no answer in 30 s`);
      }
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
    const tookMs = performance.now() - startedAt;
    await withServer(origin);
    return tookMs;
  } finally {
    child.kill("SIGTERM");
    await child.status;
    await Deno.remove(scratch, { recursive: true });
  }
}

/** The value in the middle, which one slow run does not move. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low = NaN, high = NaN] = [sorted[middle - 1], sorted[middle]];
  return sorted.length % 2 === 1 ? high : (low + high) / 2;
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url);
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
}

function freePort(): number {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return listener.addr.port;
}
