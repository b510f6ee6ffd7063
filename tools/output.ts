const encoder = new TextEncoder();

/** Writes one line to standard output, at once. */
export function printLine(line: string): void {
  writeAll(Deno.stdout, line);
}

/** Writes one line to standard error, at once. */
export function warnLine(line: string): void {
  writeAll(Deno.stderr, line);
}

function writeAll(
  target: { writeSync(bytes: Uint8Array): number },
  line: string,
): void {
  let rest = encoder.encode(`${line}\n`);
  try {
    while (rest.length > 0) rest = rest.subarray(target.writeSync(rest));
  } catch (error) {
    // The reader may be gone (a closed terminal); the work goes on without it.
    if (!(error instanceof Deno.errors.BrokenPipe)) throw error;
  }
}
