/** Where the wrapper takes its waits from, so that a test can move them. */
export type Timers = {
  /** Runs `run` once after `ms` milliseconds; the result cancels it. */
  readonly after: (ms: number, run: () => void) => () => void;
};

/** The timers of the process itself. */
export const systemTimers: Timers = {
  after(ms, run) {
    const id = setTimeout(run, ms);
    return () => clearTimeout(id);
  },
};

/** Says that a wait ended before what it waited for. */
export const TIMED_OUT: unique symbol = Symbol("timed out");

/**
 * Awaits `work` for at most `ms` milliseconds. The work itself goes on; a
 * rejection that comes after the deadline is swallowed, since nobody is left
 * to hear it.
 */
export async function within<T>(
  timers: Timers,
  ms: number,
  work: Promise<T>,
): Promise<T | typeof TIMED_OUT> {
  let cancel = () => {};
  const deadline = new Promise<typeof TIMED_OUT>((resolve) => {
    cancel = timers.after(ms, () => resolve(TIMED_OUT));
  });
  work.catch(() => {});
  try {
    return await Promise.race([work, deadline]);
  } finally {
    cancel();
  }
}

/** Resolves after `ms` milliseconds. */
export function pause(timers: Timers, ms: number): Promise<void> {
  return new Promise((resolve) => void timers.after(ms, resolve));
}
