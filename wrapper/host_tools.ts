import { runTool } from "./run_tool.ts";

/**
 * The tools of this host that keep a process tree together, as absolute
 * paths; each `undefined` where it is missing or proved not to work.
 */
export type HostTools = {
  /** Ends the tree's leader when this process dies. */
  readonly setpriv: string | undefined;
  /** Puts the tree into a PID namespace of its own, which ends as a whole. */
  readonly unshare:
    | { readonly path: string; readonly flags: readonly string[] }
    | undefined;
  /** Caps the address space. */
  readonly prlimit: string | undefined;
  /** Signals groups and processes that are not our own children. */
  readonly kill: string | undefined;
  /** Lists processes with their environments. */
  readonly ps: string | undefined;
};

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
): Promise<HostTools["unshare"]> {
  for (const flags of UNSHARE_WAYS) {
    const args = [...flags, "--", "{self}", "--version"];
    const path = await firstThatWorks(folders, "unshare", args);
    if (path !== undefined) return { path, flags };
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
