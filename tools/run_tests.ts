import { join } from "node:path";
import { ensureClaude, hostClaudeRequest } from "./claude_binary.ts";
import { printLine, warnLine } from "./output.ts";
import { isolate } from "./testing/isolation.ts";
import { readReport, type TestReport } from "./testing/report.ts";
import { findTestPrograms, type TestPrograms } from "./testing/requirements.ts";

/** Tests that may be left out, each with its reason; any other fails the run. */
const MAY_BE_IGNORED: ReadonlyMap<string, string> = new Map();

const CANNOT_RUN = 1;
const PASSED_ON = ["NO_COLOR", "CI", "TZ", "VAMP_KILLS", "VAMP_SEED"];

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

  const scratch = await Deno.makeTempDir({ prefix: "vamp-tests-" });
  try {
    return await runIsolated(root, args, programs, claude.path, scratch);
  } finally {
    await Deno.remove(scratch, { recursive: true });
  }
}

async function runIsolated(
  root: string,
  args: readonly string[],
  programs: TestPrograms,
  claudePath: string,
  scratch: string,
): Promise<number> {
  const junitPath = join(scratch, "junit.xml");
  const leftPath = join(scratch, "left_behind");
  const tmp = join(scratch, "tmp");
  await Deno.mkdir(tmp);
  const hasPaths = args.some((argument) =>
    /^(\.\/)?tests(\/|$)/.test(argument)
  );
  const command = {
    program: Deno.execPath(),
    args: [
      "test",
      "-A",
      "--unstable-kv",
      "--frozen",
      "--cached-only",
      `--junit-path=${junitPath}`,
      ...hasPaths ? [] : ["tests"],
      ...args,
    ],
  };
  const isolated = await isolate(programs.isolation, command);
  if (!isolated) {
    warnLine(
      "This host has no namespaces: the tests run with its network and " +
        "without the check for processes left behind",
    );
  }
  const { program, args: words } = isolated ?? command;
  const { code } = await new Deno.Command(program, {
    args: [...words],
    cwd: root,
    clearEnv: true,
    env: {
      ...passedOn(),
      PATH: `${Deno.env.get("PATH") ?? ""}:/usr/sbin:/sbin`,
      LANG: "C.UTF-8",
      HOME: scratch,
      TMPDIR: tmp,
      DENO_DIR: await denoDir(),
      DENO_NO_UPDATE_CHECK: "1",
      VAMP_TEST_CLAUDE: claudePath,
      VAMP_TEST_CHROMIUM: programs.chromium,
      VAMP_TEST_PYTHON: programs.python,
      CHROMIUM_PATH: programs.chromium,
      VAMP_IP: programs.isolation?.ip ?? "",
      VAMP_LEFT_BEHIND: leftPath,
    },
    stdin: "null",
    stdout: "inherit",
    stderr: "inherit",
  }).output();
  const left = isolated ? await readIfThere(leftPath) : "";
  return conclude(code, await readReportFile(junitPath), left);
}

function conclude(code: number, report: TestReport, left: string): number {
  let exitCode = code;
  for (const name of report.ignored) {
    const reason = MAY_BE_IGNORED.get(name);
    warnLine(`Ignored: ${name} (${reason ?? "which is not allowed"})`);
    if (!reason) exitCode ||= CANNOT_RUN;
  }
  if (left !== "") {
    warnLine(`Left behind by the tests:\n${left}`);
    exitCode ||= CANNOT_RUN;
  }
  const unseen = exitCode !== 0 && report.failed === 0 ? 1 : 0;
  printLine(`${report.passed} passed, ${report.failed + unseen} failed`);
  return exitCode;
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
