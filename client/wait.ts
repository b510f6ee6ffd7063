/**
 * Resolves after so many milliseconds.
 *
 * @throws The reason of the signal, when that comes first.
 */
export function wait(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const timer = setTimeout(done, ms);
    signal?.addEventListener("abort", stopped, { once: true });
    function done() {
      signal?.removeEventListener("abort", stopped);
      resolve();
    }
    function stopped() {
      clearTimeout(timer);
      reject(signal?.reason);
    }
  });
}

/** A pause before try number `attempt`, from 1, doubling up to a limit; in milliseconds. */
export function backoffMs(
  attempt: number,
  { firstMs, longestMs }: { readonly firstMs: number; longestMs: number },
): number {
  const whole = Math.min(longestMs, firstMs * 2 ** (attempt - 1));
  // Clients that lost the same server do not all come back at once.
  return whole * (0.5 + Math.random() / 2);
}
