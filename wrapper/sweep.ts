import type { HostTools } from "./host_tools.ts";
import type { ProcessLooks } from "./process_looks.ts";
import { listTagged, type TaggedProcess } from "./process_table.ts";
import { runTool } from "./run_tool.ts";
import { pause, type Timers } from "./timers.ts";

type SweepHost = Pick<HostTools, "kill" | "ps"> & {
  /** Shared by all who look; without it each looks for itself. */
  readonly looks?: ProcessLooks;
};

/** How long to wait between two looks at the process table, in milliseconds. */
const LOOK_EVERY_MS = 50;
/** After KILL nothing but the kernel is waited for, in milliseconds. */
const KILL_WAIT_MS = 2000;

/** Lists the processes of one instance of this program, or of every one. */
export async function findTagged(
  host: Omit<SweepHost, "kill">,
  instanceId?: string,
): Promise<TaggedProcess[]> {
  const all = await ourProcesses(host);
  if (instanceId === undefined) return [...all];
  return all.filter((process) => process.instanceId === instanceId);
}

/**
 * Ends what instances that are dead have left behind, and gives what it found.
 * TERM first: only then does a CLI end the tools that it started. To be used
 * before the first agent of a new instance starts; safe to repeat.
 */
export async function sweepLeftovers(
  host: SweepHost,
  deadInstanceIds: readonly string[],
  timers: Timers,
  termMs = 1000,
): Promise<TaggedProcess[]> {
  const dead = new Set(deadInstanceIds);
  return await endMatching(
    host,
    (process) => dead.has(process.instanceId),
    timers,
    termMs,
  );
}

/**
 * Ends every tagged process that `isMeant` picks, first by TERM, then by KILL,
 * and resolves when none is left, or nothing more can be done. Gives all that
 * it found. A process is signalled right after it was seen with its tag.
 *
 * @param termMs Milliseconds between TERM and KILL; 0 leaves TERM out.
 */
export async function endMatching(
  host: SweepHost,
  isMeant: (process: TaggedProcess) => boolean,
  timers: Timers,
  termMs: number,
): Promise<TaggedProcess[]> {
  const found = new Map<number, TaggedProcess>();
  const termed = new Set<number>();
  let [isKilling, isOver] = [termMs === 0, false];
  let cancel = timers.after(termMs, () => isKilling = true);
  let isKilled = false;
  // A look takes long where much runs: waits are told by the clock.
  while (!isOver) {
    const left = (await ourProcesses(host)).filter(isMeant);
    if (left.length === 0) break;
    for (const process of left) found.set(process.pid, process);
    const pids = left.map((process) => process.pid);
    if (isKilling) {
      await signal(host, "KILL", pids);
      if (!isKilled) cancel = timers.after(KILL_WAIT_MS, () => isOver = true);
      isKilled = true;
    } else {
      const fresh = pids.filter((pid) => !termed.has(pid));
      for (const pid of fresh) termed.add(pid);
      await signal(host, "TERM", fresh);
    }
    await pause(timers, LOOK_EVERY_MS);
  }
  cancel();
  return [...found.values()];
}

/** Ours, as they run now, also those of other lives of this program. */
async function ourProcesses(
  host: Omit<SweepHost, "kill">,
): Promise<readonly TaggedProcess[]> {
  return host.looks
    ? (await host.looks.look()).ours
    : await listTagged(host.ps);
}

/** Signals a whole process group; `false` where that cannot be done. */
export async function signalGroup(
  host: Pick<HostTools, "kill">,
  name: "TERM" | "KILL" | "STOP" | "CONT",
  groupId: number,
): Promise<boolean> {
  if (host.kill === undefined) return false;
  try {
    const output = await runTool(host.kill, [`-${name}`, "--", `-${groupId}`]);
    return output?.code === 0;
  } catch {
    // The host has nothing left to start it with.
    return false;
  }
}

async function signal(
  host: SweepHost,
  name: "TERM" | "KILL",
  pids: readonly number[],
): Promise<void> {
  if (host.kill === undefined || pids.length === 0) return;
  await runTool(host.kill, [`-${name}`, "--", ...pids.map(String)]);
}
