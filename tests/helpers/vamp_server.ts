import assert from "node:assert/strict";
import { join } from "node:path";
import { claudeUnderTest } from "./claude_under_test.ts";
import { putReadyHistory } from "./ready_history.ts";

/** One run of the product, started as a person starts it. */
export type VampServer = AsyncDisposable & {
  /** The `deno task` process. */
  readonly process: Deno.ChildProcess;
  readonly url: string;
  /** What it printed so far, both outputs. */
  readonly printed: () => string;
  /** The link that signs one browser in, once. */
  link(): string;
  /** A call of the API with the token. */
  api(path: string, init?: RequestInit): Promise<Response>;
  /** The process that serves, as its lock names it. */
  serverPid(): Promise<number>;
  /** Ends everything as Ctrl-C does; gives the exit code. */
  stop(): Promise<number>;
};

export const TEST_TOKEN = "a-token-of-the-tests";

/**
 * Runs `deno task <task>` with an environment built from nothing.
 *
 * @param under A command that runs the one that follows it, in its own place.
 */
export function spawnVamp(
  task: "start" | "demo",
  env: Readonly<Record<string, string>>,
  under: readonly string[] = [],
): Deno.ChildProcess {
  const [program = "", ...args] = [
    ...under,
    Deno.execPath(),
    "task",
    "--quiet",
    task,
  ];
  return new Deno.Command(program, {
    args,
    clearEnv: true,
    env: {
      PATH: Deno.env.get("PATH") ?? "",
      // Nothing of the person who runs the tests.
      HOME: Deno.env.get("HOME") ?? "/nonexistent",
      DENO_DIR: Deno.env.get("DENO_DIR") ?? "",
      LANG: "C.UTF-8",
      NO_COLOR: "1",
      AUTH_TOKEN: TEST_TOKEN,
      API_CHECK_ANSWERS: "true",
      CLAUDE_CLI_PATH: claudeUnderTest(),
      ...env,
    },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
    // A group of its own, as a terminal gives one.
    detached: true,
  }).spawn();
}

/** Starts it on a free port and resolves when it answers. */
export async function startVamp(
  task: "start" | "demo",
  dataDir: string,
  env: Readonly<Record<string, string>> = {},
  under: readonly string[] = [],
): Promise<VampServer> {
  const port = env.API_PORT ?? String(freePort());
  const folder = task === "demo" ? join(dataDir, "demo") : dataDir;
  // Under another command the folder may be another one.
  if (!env.DATABASE_URL && under.length === 0) {
    await putReadyHistory(join(folder, "history"));
  }
  const process = spawnVamp(task, {
    ...env,
    DATA_DIR: dataDir,
    API_PORT: port,
  }, under);
  const output = collect(process);
  const url = `http://127.0.0.1:${port}`;
  const api = (path: string, init: RequestInit = {}) =>
    fetch(url + path, {
      ...init,
      headers: {
        authorization: `Bearer ${TEST_TOKEN}`,
        "content-type": "application/json",
        ...init.headers,
      },
    });
  const server: VampServer = {
    process,
    url,
    printed: output.text,
    link: () => {
      const [link] = output.text().match(/http:\S+\/login\/\S+/) ?? [];
      assert.ok(link, `no sign-in link in: ${output.text()}`);
      return link;
    },
    api,
    serverPid: async () => {
      return JSON.parse(await Deno.readTextFile(join(folder, "lock"))).pid;
    },
    stop: async () => {
      // The terminal's Ctrl-C reaches the whole group in the foreground.
      signalGroup(process.pid, "SIGINT");
      const { code } = await process.status;
      await output.ended;
      return code;
    },
    [Symbol.asyncDispose]: async () => {
      signalGroup(process.pid, "SIGINT");
      await process.status;
      await output.ended;
    },
  };
  await until(async () => {
    const answer = await api("/api/health").catch(() => undefined);
    await answer?.body?.cancel();
    return answer?.ok && output.text().includes("/login/") || undefined;
  }, () => `the server did not answer: ${output.text()}`);
  return server;
}

/** Tries until `attempt` gives something; fails with `words` at the deadline. */
export async function until<Value>(
  attempt: () => Promise<Value | undefined> | Value | undefined,
  words: string | (() => string),
  deadlineMs = 90_000,
): Promise<Value> {
  const deadline = performance.now() + deadlineMs;
  for (;;) {
    const value = await attempt();
    if (value !== undefined) return value;
    if (performance.now() > deadline) {
      assert.fail(typeof words === "string" ? words : words());
    }
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

/** Gathers what a process prints; `ended` resolves when it closed its outputs. */
export function collect(process: Deno.ChildProcess) {
  let text = "";
  const read = async (stream: ReadableStream<Uint8Array>) => {
    const decoder = new TextDecoder();
    for await (const part of stream) {
      text += decoder.decode(part, { stream: true });
    }
  };
  const ended = Promise.all([read(process.stdout), read(process.stderr)]);
  return { text: () => text, ended };
}

export function freePort(): number {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return listener.addr.port;
}

export function signalGroup(pid: number, signal: Deno.Signal): void {
  try {
    Deno.kill(-pid, signal);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}
