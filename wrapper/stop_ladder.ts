import { TIMED_OUT, type Timers, within } from "./timers.ts";

/** The rungs, gentlest first; each may fail, the next one follows. */
export type StopRungs = {
  /** Ends the running turn and drops what is queued. */
  readonly interrupt: () => Promise<unknown>;
  readonly closeInput: () => Promise<unknown>;
  readonly terminate: () => Promise<unknown>;
  readonly kill: () => Promise<unknown>;
};

/** How long each rung may take, in milliseconds; 7.5 seconds in all by default. */
export type StopTimes = {
  /** Interrupt and closed input together; 0 begins with TERM. */
  readonly graceMs: number;
  readonly termMs: number;
  readonly killMs: number;
};

export const STOP_TIMES: StopTimes = {
  graceMs: 3000,
  termMs: 3000,
  killMs: 1500,
};

/** The longest grace that still lets the ladder end within 10 seconds. */
export const MAX_GRACE_MS = 4000;

/** The rung on which the process ended, or `undefined` if it outlived them all. */
export type StoppedBy = "itself" | "input_closed" | "term" | "kill" | undefined;

/**
 * Ends a process, asking before forcing. TERM comes before KILL, because a
 * CLI that is killed leaves the tools that it started running.
 *
 * @param gone Settles when the process has ended.
 */
export async function climbDown(
  rungs: StopRungs,
  gone: Promise<unknown>,
  times: StopTimes,
  timers: Timers,
): Promise<StoppedBy> {
  const endsWithin = async (ms: number) =>
    await within(timers, ms, gone) !== TIMED_OUT;
  if (await endsWithin(0)) return "itself";

  const graceMs = Math.min(times.graceMs, MAX_GRACE_MS);
  if (graceMs > 0) {
    const interruptMs = graceMs / 2;
    await within(
      timers,
      interruptMs,
      Promise.race([attempt(rungs.interrupt), gone]),
    );
    await attempt(rungs.closeInput);
    if (await endsWithin(graceMs - interruptMs)) return "input_closed";
  }
  await attempt(rungs.terminate);
  if (await endsWithin(times.termMs)) return "term";
  await attempt(rungs.kill);
  if (await endsWithin(times.killMs)) return "kill";
  return undefined;
}

async function attempt(rung: () => Promise<unknown>): Promise<void> {
  try {
    await rung();
  } catch {
    // The next rung is the answer to a rung that fails.
  }
}
