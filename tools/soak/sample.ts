import { readdir, readFile } from "node:fs/promises";

/** What a server holds at one moment. */
export type SoakSample = {
  /** Seconds since the soak began. */
  readonly atSeconds: number;
  /** Resident memory of the server. */
  readonly rssBytes: number;
  /** Open file descriptors of the server. */
  readonly descriptors: number;
  /** Processes that ended and that nobody collected. */
  readonly zombies: number;
  readonly processes: number;
  /** The latest that a timer of the server was lately, in milliseconds. */
  readonly lagMs: number;
  /** Tasks that ended so far. */
  readonly tasksEnded: number;
  /** The log's newest event. */
  readonly seq: number;
};

/** What of a sample the kernel knows, on Linux; the namespace has nobody else. */
export async function lookAtProcesses(
  serverPid: number,
): Promise<
  Pick<SoakSample, "rssBytes" | "descriptors" | "zombies" | "processes">
> {
  const [status, descriptors, ids] = await Promise.all([
    readFile(`/proc/${serverPid}/status`, "utf8"),
    readdir(`/proc/${serverPid}/fd`),
    readdir("/proc"),
  ]);
  const states = await Promise.all(
    ids.filter((id) => /^\d+$/.test(id)).map(stateOf),
  );
  const there = states.filter((state) => state !== undefined);
  return {
    rssBytes: Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) * 1_024,
    descriptors: descriptors.length,
    zombies: there.filter((state) => state === "Z").length,
    processes: there.length,
  };
}

/** The letter by which the kernel calls its state; `undefined` when it is gone. */
async function stateOf(pid: string): Promise<string | undefined> {
  const text = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
  // Its name is in brackets, and may have any characters in it.
  return text.slice(text.lastIndexOf(")") + 2).split(" ")[0] || undefined;
}
