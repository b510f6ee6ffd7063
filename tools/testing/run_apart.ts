import { join } from "node:path";
import { ensureClaude, hostClaudeRequest } from "../claude_binary.ts";
import { warnLine } from "../output.ts";
import { isolate, probeIsolation } from "./isolation.ts";
import { findTestPrograms } from "./requirements.ts";

const CANNOT_RUN = 1;

/** A program of ours that is run where it can reach nobody. */
export type ApartRun = {
  readonly root: string;
  /** The words after `deno`. */
  readonly deno: readonly string[];
  /** Further variables that it is to see. */
  readonly env?: Readonly<Record<string, string>>;
};

/**
 * Runs a program with nothing but loopback up, a real `claude`, a home that is
 * thrown away and an environment built from nothing. Nothing that it starts
 * outlives it, and what was left when it ended fails the run. Gives the exit
 * code; 1 also when the host lacks something, which a line on standard error
 * names.
 */
export async function runApart(run: ApartRun): Promise<number> {
  const searchPath = Deno.env.get("PATH") ?? "";
  const programs = await findTestPrograms(searchPath, warnLine);
  if ("missing" in programs) return refuse(programs.missing);
  const claude = await ensureClaude(hostClaudeRequest(run.root, warnLine));
  if (!claude.ok) return refuse(claude.reason);
  const isolation = await probeIsolation(programs.isolation);
  if (!isolation) {
    return refuse("This host has no namespaces: nothing was run");
  }
  const isolated = isolate(isolation, {
    program: Deno.execPath(),
    args: [...run.deno],
  });
  const scratch = await Deno.makeTempDir({ prefix: "vamp-apart-" });
  const leftPath = join(scratch, "left_behind");
  try {
    const { code } = await new Deno.Command(isolated.program, {
      args: [...isolated.args],
      cwd: run.root,
      clearEnv: true,
      env: {
        ...run.env,
        PATH: `${searchPath}:/usr/sbin:/sbin`,
        HOME: scratch,
        TMPDIR: scratch,
        LANG: "C.UTF-8",
        DENO_DIR: await denoDir(),
        DENO_NO_UPDATE_CHECK: "1",
        NO_COLOR: "1",
        VAMP_IP: isolation.ip,
        VAMP_LEFT_BEHIND: leftPath,
        VAMP_TEST_CLAUDE: claude.path,
        VAMP_TEST_CHROMIUM: programs.chromium,
      },
      stdin: "null",
    }).spawn().status;
    const left = await Deno.readTextFile(leftPath).catch(() => "");
    if (left) warnLine(`Left behind:\n${left}`);
    return code || (left ? CANNOT_RUN : 0);
  } finally {
    await Deno.remove(scratch, { recursive: true });
  }
}

function refuse(problem: string): number {
  warnLine(problem);
  return CANNOT_RUN;
}

/** Where the runtime keeps what it fetched, which the scratch home would hide. */
async function denoDir(): Promise<string> {
  const { stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["info", "--json"],
    stderr: "null",
  }).output();
  return JSON.parse(new TextDecoder().decode(stdout)).denoDir;
}
