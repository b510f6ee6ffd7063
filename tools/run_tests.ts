import { join } from "node:path";
import PQueue from "p-queue";
import { ensureClaude, hostClaudeRequest } from "./claude_binary.ts";
import { printLine, warnLine } from "./output.ts";
import {
  isolate,
  type Isolation,
  probeIsolation,
} from "./testing/isolation.ts";
import { makeReadyHistories } from "./testing/ready_history.ts";
import { readReport, type TestReport } from "./testing/report.ts";
import { findTestPrograms, type TestPrograms } from "./testing/requirements.ts";
import { testRuns } from "./testing/runs.ts";

/** Tests that may be left out, each with its reason; any other fails the run. */
const MAY_BE_IGNORED: ReadonlyMap<string, string> = new Map();

const CANNOT_RUN = 1;
const PASSED_ON = [
  "NO_COLOR",
  "CI",
  "TZ",
  "VAMP_FAULTS",
  "VAMP_FUZZ",
  "VAMP_KILLS",
  "VAMP_DROPS",
  "VAMP_STALL_SECONDS",
  "VAMP_SEED",
];

/** Runs the tests in a world of their own; gives the exit code. */
async function runTests(root: string, args: readonly string[]) {
  const programs = await findTestPrograms(
    Deno.env.get("PATH") ?? "",
    warnLine,
  );
  if ("missing" in programs) return refuse(programs.missing);
  const claude = await ensureClaude(hostClaudeRequest(root, warnLine));
  if (!claude.ok) return refuse(claude.reason);
  const inCi = Deno.env.has("CI");
  await using ready = await readyHistories();
  for (
    const [what, command] of [
      [
        "install the dependencies",
        ["install", "--quiet", ...inCi ? ["--frozen"] : []],
      ],
      ["build the pages", ["run", "-A", "--quiet", "dev.ts", "build"]],
    ] as const
  ) {
    const { success } = await deno(root, command);
    if (!success) return refuse(`Cannot ${what}: the lines above say why`);
  }

  const hasPaths = args.some((argument) =>
    /^(\.\/)?tests(\/|$)/.test(argument)
  );
  const isFiltered = args.some((argument) => argument.startsWith("--filter"));
  const env = {
    ...await environment(programs),
    VAMP_TEST_CLAUDE: claude.path,
    ...ready.variables,
    VAMP_TEST_PAGES: "1",
  };
  const isolation = await probeIsolation(programs.isolation);
  if (!isolation) {
    warnLine(
      "This host has no namespaces: the tests run with its network and " +
        "without the check for processes left behind",
    );
  }
  if (hasPaths) {
    const on = { isolation, env, isLive: true };
    return conclude([await runIsolated(root, args, on)], isFiltered);
  }
  // Many tests wait more than they compute.
  const lanes = new PQueue({ concurrency: navigator.hardwareConcurrency + 1 });
  const runs = await lanes.addAll(
    (await testRuns(root)).map((paths) => () =>
      runIsolated(root, [...paths, ...args], { isolation, env, isLive: false })
    ),
  );
  return conclude(runs, isFiltered);
}

/** Histories for the tests to copy, until they are disposed. */
async function readyHistories() {
  const scratch = await Deno.makeTempDir({ prefix: "vamp-ready-" });
  return {
    variables: await makeReadyHistories(scratch),
    [Symbol.asyncDispose]: () => Deno.remove(scratch, { recursive: true }),
  };
}

/** What one run came to. */
type TestRun = {
  readonly code: number;
  readonly report: TestReport;
  /** Processes that outlived the tests. */
  readonly left: string;
};

/** Runs some tests in a world of their own, with a home that is thrown away. */
async function runIsolated(
  root: string,
  args: readonly string[],
  on: {
    /** `undefined`: the host has none. */
    readonly isolation: Isolation | undefined;
    readonly env: Readonly<Record<string, string>>;
    /** Lines of several runs at once would be hard to read. */
    readonly isLive: boolean;
  },
): Promise<TestRun> {
  const scratch = await Deno.makeTempDir({ prefix: "vamp-tests-" });
  try {
    const junitPath = join(scratch, "junit.xml");
    const leftPath = join(scratch, "left_behind");
    const tmp = join(scratch, "tmp");
    await Deno.mkdir(tmp);
    const command = {
      program: Deno.execPath(),
      args: [
        "test",
        "-A",
        "--unstable-kv",
        "--frozen",
        "--cached-only",
        "--no-check",
        `--junit-path=${junitPath}`,
        ...args,
      ],
    };
    const { program, args: words } = on.isolation
      ? isolate(on.isolation, command)
      : command;
    const output = on.isLive ? "inherit" : "piped";
    const told = await new Deno.Command(program, {
      args: [...words],
      cwd: root,
      clearEnv: true,
      env: {
        ...on.env,
        HOME: scratch,
        TMPDIR: tmp,
        VAMP_LEFT_BEHIND: leftPath,
      },
      stdin: "null",
      stdout: output,
      stderr: output,
    }).output();
    if (!on.isLive) {
      printLine(`== ${args.join(" ")}`);
      await Deno.stdout.write(told.stdout);
      await Deno.stderr.write(told.stderr);
    }
    return {
      code: told.code,
      report: await readReportFile(junitPath),
      left: on.isolation ? await readIfThere(leftPath) : "",
    };
  } finally {
    await Deno.remove(scratch, { recursive: true });
  }
}

/** The environment of the tests, built from nothing. */
async function environment(
  programs: TestPrograms,
): Promise<Record<string, string>> {
  return {
    ...passedOn(),
    PATH: `${Deno.env.get("PATH") ?? ""}:/usr/sbin:/sbin`,
    LANG: "C.UTF-8",
    DENO_DIR: await denoDir(),
    DENO_NO_UPDATE_CHECK: "1",
    VAMP_TEST_CHROMIUM: programs.chromium,
    VAMP_TEST_PYTHON: programs.python,
    CHROMIUM_PATH: programs.chromium,
    VAMP_IP: programs.isolation?.ip ?? "",
  };
}

/** Tells what the runs came to; who filters has left the other tests out. */
function conclude(runs: readonly TestRun[], isFiltered: boolean): number {
  let exitCode = runs.find(({ code }) => code !== 0)?.code ?? 0;
  let passed = 0;
  let failed = 0;
  for (const { code, report, left } of runs) {
    passed += report.passed;
    // A run that ended badly without saying why counts as one failure.
    failed += report.failed || (code === 0 ? 0 : 1);
    for (const name of isFiltered ? [] : report.ignored) {
      const reason = MAY_BE_IGNORED.get(name);
      warnLine(`Ignored: ${name} (${reason ?? "which is not allowed"})`);
      if (!reason) exitCode ||= CANNOT_RUN;
    }
    if (left !== "") {
      warnLine(`Left behind by the tests:\n${left}`);
      exitCode ||= CANNOT_RUN;
    }
  }
  for (const [file, seconds] of slowest(runs)) {
    printLine(`${seconds.toFixed(1).padStart(6)} s  ${file}`);
  }
  printLine(`${passed} passed, ${failed || (exitCode === 0 ? 0 : 1)} failed`);
  return exitCode;
}

/** The files that took longest, with their seconds. */
function slowest(runs: readonly TestRun[]): [string, number][] {
  return runs.flatMap(({ report }) => [...report.seconds])
    .sort(([, a], [, b]) => b - a).slice(0, 25);
}

function refuse(problem: string): number {
  warnLine(problem);
  return CANNOT_RUN;
}

function deno(cwd: string, args: readonly string[]) {
  return new Deno.Command(Deno.execPath(), {
    args: [...args],
    cwd,
    stdin: "null",
    stdout: "inherit",
    stderr: "inherit",
  }).output();
}

function passedOn(): Record<string, string> {
  return Object.fromEntries(
    PASSED_ON.map((name) => [name, Deno.env.get(name) ?? ""])
      .filter(([, value]) => value !== ""),
  );
}

/** Where the runtime keeps what it fetched, which the scratch home would hide. */
async function denoDir(): Promise<string> {
  const { stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["info", "--json"],
    stderr: "null",
  }).output();
  return JSON.parse(new TextDecoder().decode(stdout)).denoDir;
}

async function readReportFile(path: string): Promise<TestReport> {
  return readReport(await readIfThere(path));
}

async function readIfThere(path: string): Promise<string> {
  try {
    return await Deno.readTextFile(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return "";
    throw error;
  }
}

if (import.meta.main) {
  Deno.exit(await runTests(join(import.meta.dirname ?? ".", ".."), Deno.args));
}
