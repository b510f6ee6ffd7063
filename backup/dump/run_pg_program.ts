import type { Bytes } from "../format/byte_reader.ts";

/** How long one dump or restore of a whole history may take. */
const DEADLINE_MS = 3 * 3_600_000;
const SAID_CHARS = 2_000;

/** One run of a client program of Postgres. */
export type PgCall = {
  /** Absolute. */
  readonly path: string;
  /** Everybody on the host can read these: no secrets. */
  readonly args: readonly string[];
  /** All that it sees; nothing of this process's own environment. */
  readonly env: Readonly<Record<string, string>>;
  /** What it reads; `undefined`: nothing. */
  readonly input?: AsyncIterable<Bytes>;
  /** Takes what it writes. */
  readonly take?: (output: AsyncIterable<Bytes>) => Promise<void>;
  readonly deadlineMs?: number;
  /** Gives it up. */
  readonly signal?: AbortSignal | undefined;
};

/**
 * Runs a program to its end, with its input and output in pieces.
 *
 * @throws {Error} (as a rejection) with what the program said last, when it
 * fails or is not done in time; it does not run any more then.
 */
export async function runPgProgram(call: PgCall): Promise<void> {
  const { path, args, env, input, take, signal } = call;
  const deadlineMs = call.deadlineMs ?? DEADLINE_MS;
  signal?.throwIfAborted();
  const child = new Deno.Command(path, {
    args: [...args],
    clearEnv: true,
    env: { ...env },
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const kill = () => {
    try {
      child.kill("SIGKILL");
    } catch (error) {
      // It may have ended in the meantime.
      if (!(error instanceof TypeError)) throw error;
    }
  };
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    kill();
  }, deadlineMs);
  signal?.addEventListener("abort", kill, { once: true });
  const orKill = <T>(work: Promise<T>) =>
    work.catch((error) => {
      kill();
      throw error;
    });
  const [read, written, said, status] = await Promise.allSettled([
    orKill(feed(child.stdin, input)),
    orKill(take ? take(child.stdout) : child.stdout.cancel()),
    lastWords(child.stderr),
    child.status,
  ]);
  clearTimeout(timer);
  signal?.removeEventListener("abort", kill);

  signal?.throwIfAborted();
  const name = path.slice(path.lastIndexOf("/") + 1);
  if (late) {
    throw new Error(`${name} was not done after ${deadlineMs / 1_000} s`);
  }
  for (const each of [read, written]) {
    if (each.status === "rejected") throw each.reason;
  }
  if (status.status === "rejected") throw status.reason;
  if (status.value.success) return;
  const words = said.status === "fulfilled" ? said.value : "";
  throw new Error(`${name} ended with ${status.value.code}: ${words}`);
}

async function feed(
  stdin: WritableStream<Uint8Array<ArrayBuffer>>,
  input: AsyncIterable<Bytes> | undefined,
): Promise<void> {
  const writer = stdin.getWriter();
  try {
    if (input) { for await (const piece of input) await writer.write(piece); }
    await writer.close();
  } catch (error) {
    await writer.abort().catch(() => {});
    // It stopped reading: what it says at its end tells more.
    if (!(error instanceof Deno.errors.BrokenPipe)) throw error;
  }
}

/** The end of what it says, as one line. */
async function lastWords(stderr: ReadableStream<Uint8Array>): Promise<string> {
  let text = "";
  const decoder = new TextDecoder();
  for await (const piece of stderr) {
    text = (text + decoder.decode(piece, { stream: true })).slice(-SAID_CHARS);
  }
  return text.trim().split(/\s*\n\s*/).join("; ");
}
