const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Resolves when somebody asks the server to stop: by a signal, or, where a
 * launcher holds its input open, when that launcher is gone. A second signal
 * calls `onImpatience`.
 */
export function stopRequested(
  options: {
    readonly watchInput: boolean;
    readonly onImpatience: () => void;
  },
): Promise<string> {
  return new Promise((resolve) => {
    let asked = false;
    for (const signal of SIGNALS) {
      Deno.addSignalListener(signal, () => {
        if (asked) options.onImpatience();
        asked = true;
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
