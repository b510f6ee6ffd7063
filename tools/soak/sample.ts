import { readdir, readFile, readlink } from "node:fs/promises";

/** What a server holds at one moment. */
export type SoakSample = {
  /** Seconds since the soak began. */
  readonly atSeconds: number;
  /** Resident memory of the server. */
  readonly rssBytes: number;
  /** Open file descriptors of the server. */
  readonly descriptors: number;
  /** Those of them that are no files: what agents and clients take. */
  readonly pipes: number;
  /** Processes below the server that ended and that nobody collected. */
  readonly zombies: number;
  readonly processes: number;
  /** The latest that a timer of the server was lately, in milliseconds. */
  readonly lagMs: number;
  /** Tasks that ended so far. */
  readonly tasksEnded: number;
  /** The log's newest event. */
  readonly seq: number;
};

/** What of a sample the kernel knows, on Linux. */
export async function lookAtProcesses(
  serverPid: number,
): Promise<
  Pick<
    SoakSample,
    "rssBytes" | "descriptors" | "pipes" | "zombies" | "processes"
  >
> {
  const folder = `/proc/${serverPid}`;
  const [status, descriptors, ids] = await Promise.all([
    readFile(`${folder}/status`, "utf8"),
    readdir(`${folder}/fd`),
    readdir("/proc"),
  ]);
  const [targets, all] = await Promise.all([
    Promise.all(
      descriptors.map((fd) => readlink(`${folder}/fd/${fd}`).catch(() => "/")),
    ),
    Promise.all(ids.filter((id) => /^\d+$/.test(id)).map(readStat)),
  ]);
  const below = descendants(all.filter((stat) => !!stat), serverPid);
  return {
    rssBytes: Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) * 1_024,
    descriptors: descriptors.length,
    pipes: targets.filter((target) => !target.startsWith("/")).length,
    zombies: below.filter(({ state }) => state === "Z").length,
    processes: below.length,
  };
}

type Stat = {
  readonly pid: number;
  readonly state: string;
  readonly parent: number;
};

/** `undefined` when the process is gone. */
async function readStat(pid: string): Promise<Stat | undefined> {
  const text = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
  if (text === "") return undefined;
  // Its name is in brackets, and may have any characters in it.
  const [state = "", parent] = text.slice(text.lastIndexOf(")") + 2).split(" ");
  return { pid: Number(pid), state, parent: Number(parent) };
}

function descendants(all: readonly Stat[], pid: number): readonly Stat[] {
  return all.filter(({ parent }) => parent === pid)
    .flatMap((child) => [child, ...descendants(all, child.pid)]);
}
