/** Who listens on a port. */
export type PortHolder = { readonly pid: number; readonly name: string };

/** What the server exits with when its port is taken. */
export const PORT_TAKEN = 4;

/** Each asks one program of the host, in this order. */
const WAYS: readonly {
  readonly program: string;
  readonly args: (port: number) => readonly string[];
  readonly read: (output: string) => PortHolder | undefined;
}[] = [
  {
    program: "ss",
    args: (port) => ["-H", "-l", "-t", "-n", "-p", `sport = :${port}`],
    read: readSs,
  },
  {
    program: "lsof",
    args: (port) => ["-nP", `-iTCP:${port}`, "-sTCP:LISTEN", "-Fpc"],
    read: readLsof,
  },
];

/**
 * Finds out which process listens on a port of this host; `undefined` where
 * the host has no program that tells, or tells it to others alone.
 */
export async function findPortHolder(
  port: number,
): Promise<PortHolder | undefined> {
  for (const { program, args, read } of WAYS) {
    const holder = await new Deno.Command(program, {
      args: [...args(port)],
      stdin: "null",
      stderr: "null",
    }).output().then(
      ({ stdout }) => read(new TextDecoder().decode(stdout)),
      () => undefined,
    );
    if (holder) return holder;
  }
  return undefined;
}

/** `users:(("deno",pid=123,fd=9))` of `ss`. */
export function readSs(output: string): PortHolder | undefined {
  const [, name = "", pid] = output.match(/\(\("([^"]*)",pid=(\d+)/) ?? [];
  return pid === undefined ? undefined : { pid: Number(pid), name };
}

/** The lines `p123` and `cdeno` of `lsof`. */
export function readLsof(output: string): PortHolder | undefined {
  const [, pid] = output.match(/^p(\d+)$/m) ?? [];
  const [, name = ""] = output.match(/^c(.*)$/m) ?? [];
  return pid === undefined ? undefined : { pid: Number(pid), name };
}
