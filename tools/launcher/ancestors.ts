import process from "node:process";

/** What `ps` tells of one process. */
export type ProcessFacts = {
  readonly parentPid: number;
  readonly ignoresHangup: boolean;
  readonly commandLine: string;
};

const CHECK_MS = 250;
// A killed process that nobody has reaped still answers; its child's parent,
// which costs a `ps` to read, tells the truth.
const CHECKS_PER_PARENT_READ = 16;
const SIGHUP_BIT = 1n;

/**
 * Asks `ps` about one process; `undefined` when it is gone or cannot be told.
 */
export async function readProcess(
  psPath: string,
  pid: number,
): Promise<ProcessFacts | undefined> {
  const linux = Deno.build.os === "linux";
  const { success, stdout } = await new Deno.Command(psPath, {
    args: [
      "-o",
      linux ? "ppid=,ignored=,args=" : "ppid=,args=",
      "-p",
      String(pid),
    ],
    stdin: "null",
    stderr: "null",
  }).output();
  const [, parent, ignored, commandLine] = new TextDecoder().decode(stdout)
    .match(linux ? /^\s*(\d+)\s+([0-9a-f]+)\s+(.*)/i : /^\s*(\d+)()\s+(.*)/) ??
    [];
  if (!success || parent === undefined || commandLine === undefined) {
    return undefined;
  }
  return {
    parentPid: Number(parent),
    ignoresHangup: (BigInt(`0x${ignored || "0"}`) & SIGHUP_BIT) !== 0n,
    commandLine,
  };
}

/** Whether this is `deno` itself or the Node program that npm starts it with. */
export function startsDeno(commandLine: string): boolean {
  return /^(\S*\/)?deno(\s|$)/.test(commandLine) ||
    /^(\S*\/)?node(js)?\s(.*\s)?(\S*\/)?deno(\/bin\.cjs)?(\s|$)/.test(
      commandLine,
    );
}

/**
 * The processes above this one that only exist to start it, nearest first:
 * `deno task`, and npm's own wrapper of `deno`, which passes no signal on.
 * A shell or a service manager ends the list: its end is not ours.
 */
export async function findStarters(
  psPath: string,
  parentPid: number,
): Promise<readonly number[]> {
  const starters: number[] = [];
  for (let pid = parentPid; pid > 1;) {
    const facts = await readProcess(psPath, pid);
    if (!facts || !startsDeno(facts.commandLine)) break;
    starters.push(pid);
    pid = facts.parentPid;
  }
  return starters;
}

/**
 * Calls back once when one of the starters is gone, at most a quarter of a
 * second later (four seconds when it stays behind unreaped).
 *
 * @returns Ends the watch.
 */
export function watchStarters(
  psPath: string | undefined,
  starters: readonly number[],
  onGone: () => void,
): () => void {
  const [parent, ...further] = starters;
  if (psPath === undefined || parent === undefined) return () => {};
  let checks = 0;
  const timer = setInterval(async () => {
    checks++;
    let gone = Deno.ppid !== parent || further.some((pid) => !isThere(pid));
    if (!gone && checks % CHECKS_PER_PARENT_READ === 0) {
      gone = await lostParent(psPath, starters);
    }
    if (!gone) return;
    clearInterval(timer);
    onGone();
  }, CHECK_MS);
  return () => clearInterval(timer);
}

async function lostParent(
  psPath: string,
  starters: readonly number[],
): Promise<boolean> {
  for (const [index, parent] of starters.slice(1).entries()) {
    const child = starters[index];
    const facts = child && await readProcess(psPath, child);
    if (facts && facts.parentPid !== parent) return true;
  }
  return false;
}

function isThere(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // Another user's process is there, too, though it takes no signal of ours.
    return (error as { code?: string }).code === "EPERM";
  }
}
