import type { ProcessLooks } from "./process_looks.ts";
import { runTool } from "./run_tool.ts";

/** How a PID namespace is made here. */
export type Unshare = {
  readonly path: string;
  readonly flags: readonly string[];
  /** What runs as the first process in it, before the command itself. */
  readonly init: readonly string[];
};

/**
 * The first process of a PID namespace has to collect the orphans of the
 * others, which `claude` does not do, and is immune to most signals, which
 * `claude` is not meant to be. So a shell sits there and waits. Its text is
 * this constant; the command reaches it as parameters, which no shell parses.
 */
const INIT_TEXT = '"$@"; exit $?';

/**
 * The tools of this host that keep a process tree together, as absolute
 * paths; each `undefined` where it is missing or proved not to work.
 */
export type HostTools = {
  /** Ends the tree's leader when this process dies. */
  readonly setpriv: string | undefined;
  /** Puts the tree into a PID namespace of its own, which ends as a whole. */
  readonly unshare: Unshare | undefined;
  /** Caps the address space. */
  readonly prlimit: string | undefined;
  /** Signals groups and processes that are not our own children. */
  readonly kill: string | undefined;
  /** Lists processes with their environments. */
  readonly ps: string | undefined;
  /** One look at the processes for all agents that need one. */
  readonly looks?: ProcessLooks;
};

/** What becomes of agents' processes when the server is killed. */
export type Containment =
  /** The kernel ends them at once. */
  | "contained"
  /** The next start ends them. */
  | "swept"
  /** Nothing finds them. */
  | "loose";

/** What the tools of this host make of it. */
export function containmentOf(
  host: Pick<HostTools, "setpriv" | "unshare" | "kill" | "ps">,
): Containment {
  if (host.setpriv !== undefined && host.unshare !== undefined) {
    return "contained";
  }
  return host.kill !== undefined && host.ps !== undefined ? "swept" : "loose";
}

/** Where tools are looked for, in this order. */
export const TOOL_FOLDERS = ["/usr/bin", "/bin", "/usr/sbin", "/sbin"] as const;

const NAMESPACE_FLAGS = ["--fork", "--pid", "--kill-child", "--mount-proc"];

/** Run as root the first way works; for others the second, if the kernel lets them. */
const UNSHARE_WAYS = [
  NAMESPACE_FLAGS,
  ["--map-current-user", ...NAMESPACE_FLAGS],
] as const;

/**
 * Finds out what this host can do, by really doing it once; to be asked once
 * in the life of a server. Needs the permission to run each tool: one that may
 * not be run counts as missing.
 *
 * @param folders Where to look, first match wins.
 */
export async function probeHostTools(
  folders: readonly string[] = TOOL_FOLDERS,
): Promise<HostTools> {
  const [kill, ps, prlimit] = await Promise.all([
    firstThatWorks(folders, "kill", ["-0", "--", String(Deno.pid)]),
    firstThatWorks(folders, "ps", ["axeww", "-o", "pid=,args="]),
    // Each of these runs the tool on itself, so that no other has to be allowed.
    firstThatWorks(folders, "prlimit", [
      `--as=${1024 ** 3}`,
      "--",
      "{self}",
      "--version",
    ]),
  ]);
  const setpriv = await firstThatWorks(folders, "setpriv", [
    "--pdeathsig",
    "KILL",
    "--",
    "{self}",
    "--version",
  ]);
  return { setpriv, unshare: await probeUnshare(folders), prlimit, kill, ps };
}

async function probeUnshare(
  folders: readonly string[],
): Promise<Unshare | undefined> {
  const init = ["/bin/sh", "-c", INIT_TEXT, "vamp-init"];
  for (const flags of UNSHARE_WAYS) {
    const args = [...flags, "--", ...init, "{self}", "--version"];
    const path = await firstThatWorks(folders, "unshare", args);
    if (path !== undefined) return { path, flags, init };
  }
  return undefined;
}

async function firstThatWorks(
  folders: readonly string[],
  name: string,
  args: readonly string[],
): Promise<string | undefined> {
  for (const folder of folders) {
    const path = `${folder}/${name}`;
    const ownArgs = args.map((arg) => arg === "{self}" ? path : arg);
    const output = await runTool(path, ownArgs);
    if (output?.code === 0) return path;
  }
  return undefined;
}
