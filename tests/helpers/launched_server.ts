/** Starts the launcher with the small server of `tests/fixtures/launcher`. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { tempDirectory } from "./temp_directory.ts";

/** What the small server says of itself. */
export type ServerFacts = {
  readonly pid: number;
  readonly childPid: number;
  readonly launcherPid: number;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly config: Readonly<Record<string, unknown>>;
  readonly tools: Readonly<Record<string, string>>;
  readonly home: string;
};

/** How the launcher is called, from the outermost command inwards. */
export type Chain = "launcher" | "deno task" | "npm wrapper";

/** One start of the launcher. */
export type Launched = AsyncDisposable & {
  /** The process that a person or a service manager would know. */
  readonly process: Deno.ChildProcess;
  readonly dataDir: string;
  readonly origin: string;
  /** What came on standard error so far. */
  readonly stderr: () => string;
  /** Waits until it has ended and all that it said is read; gives its exit code. */
  ended(): Promise<number>;
  facts(): Promise<ServerFacts>;
};

const LAUNCHER = [
  "run",
  "-A",
  "--quiet",
  "tests/fixtures/launcher/start.ts",
];

/** Starts it on a free port, with a data folder of its own. */
export async function launch(
  chain: Chain,
  options: {
    readonly env?: Readonly<Record<string, string>>;
    readonly args?: readonly string[];
    readonly under?: readonly string[];
  } = {},
): Promise<Launched> {
  const folder = await tempDirectory();
  const port = freePort();
  const launcher = [...LAUNCHER, ...options.args ?? []];
  const task = ["task", "--quiet", "--eval", `deno ${launcher.join(" ")}`];
  const command = {
    "launcher": [Deno.execPath(), ...launcher],
    "deno task": [Deno.execPath(), ...task],
    "npm wrapper": [
      "node",
      join("tests/fixtures/launcher/bin", "deno"),
      ...task,
    ],
  }[chain];
  const [program, ...args] = [...options.under ?? [], ...command];
  const dataDir = join(folder.path, "data");
  const process = new Deno.Command(program ?? "", {
    args,
    clearEnv: true,
    env: {
      PATH: Deno.env.get("PATH") ?? "",
      HOME: folder.path,
      DENO_DIR: Deno.env.get("DENO_DIR") ?? "",
      DENO_UNDER_TEST: Deno.execPath(),
      API_PORT: String(port),
      DATA_DIR: dataDir,
      CLAUDE_CLI_PATH: "/bin/sleep",
      ...options.env,
    },
    stdin: "null",
    stdout: "null",
    stderr: "piped",
  }).spawn();
  let said = "";
  const reading = (async () => {
    for await (
      const text of process.stderr.pipeThrough(new TextDecoderStream())
    ) {
      said += text;
    }
  })();
  let seen: readonly number[] = [];
  const origin = `http://127.0.0.1:${port}`;
  return {
    process,
    dataDir,
    origin,
    stderr: () => said,
    async ended() {
      const { code } = await process.status;
      await reading;
      return code;
    },
    async facts() {
      const facts = await eventually(() => readFacts(origin), () => said);
      seen = [facts.launcherPid, facts.pid, facts.childPid];
      return facts;
    },
    async [Symbol.asyncDispose]() {
      try {
        process.kill("SIGTERM");
      } catch {
        // It has already ended.
      }
      await process.status;
      // After a failed test something may be left, and would hold the pipe.
      for (const pid of await alive(seen)) Deno.kill(pid, "SIGKILL");
      await reading;
      await folder[Symbol.asyncDispose]();
    },
  };
}

/** Tries again until a value comes back; fails at the deadline. */
export async function eventually<Value>(
  attempt: () => Promise<Value | undefined>,
  context: () => string = () => "",
  deadlineMs = 60_000,
): Promise<Value> {
  const deadline = performance.now() + deadlineMs;
  for (;;) {
    const value = await attempt();
    if (value !== undefined) return value;
    assert.ok(performance.now() < deadline, `deadline passed ${context()}`);
    const { promise, resolve } = Promise.withResolvers<void>();
    setTimeout(resolve, 25);
    await promise;
  }
}

/** Resolves when none of the processes is left; a zombie counts as gone. */
export async function allGone(pids: readonly number[]): Promise<void> {
  await eventually(
    async () => (await alive(pids)).length === 0 || undefined,
    () => pids.join(" "),
  );
}

/** Those of the processes that still run. */
export async function alive(pids: readonly number[]): Promise<number[]> {
  if (pids.length === 0) return [];
  const { stdout } = await new Deno.Command("ps", {
    args: ["-o", "pid=,stat=", "-p", pids.join(",")],
  }).output();
  return new TextDecoder().decode(stdout).trim().split("\n")
    .map((line) => line.trim().split(/\s+/))
    .filter(([pid, state]) => pid && !state?.startsWith("Z"))
    .map(([pid]) => Number(pid));
}

async function readFacts(origin: string): Promise<ServerFacts | undefined> {
  try {
    return await (await fetch(origin)).json();
  } catch {
    return undefined;
  }
}

function freePort(): number {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return listener.addr.port;
}
