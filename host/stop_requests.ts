const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Signals closer together than this are one wish: a service manager tells all processes. */
const ONE_WISH_MS = 1_000;

/**
 * Resolves when somebody asks the server to stop: by a signal, or, where a
 * launcher holds its input open, when that launcher is gone. A later second
 * signal calls `onImpatience`.
 */
export function stopRequested(
  options: {
    readonly watchInput: boolean;
    readonly onImpatience: () => void;
  },
): Promise<string> {
  return new Promise((resolve) => {
    let askedAt: number | undefined;
    for (const signal of SIGNALS) {
      Deno.addSignalListener(signal, () => {
        const now = performance.now();
        askedAt ??= now;
        if (now - askedAt > ONE_WISH_MS) options.onImpatience();
        resolve(signal);
      });
    }
    if (options.watchInput) void inputEnded().then(() => resolve("launcher"));
  });
}

async function inputEnded(): Promise<void> {
  const buffer = new Uint8Array(256);
  try {
    while (await Deno.stdin.read(buffer) !== null);
  } catch {
    // An input that cannot be read has nobody at its other end.
  }
}
