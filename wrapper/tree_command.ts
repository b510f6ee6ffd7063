import type { HostTools } from "./host_tools.ts";

/** Below this the CLI's own address space does not fit, in MiB. */
export const MIN_ADDRESS_SPACE_MB = 1024;

/** A command line, ready to be spawned without a shell. */
export type TreeCommand = {
  readonly path: string;
  readonly args: readonly string[];
  /** Whether the kernel ends the whole tree with its leader, and with us. */
  readonly contained: boolean;
};

/**
 * Puts what the host offers around one `claude`: from the outside in, a
 * signal at our own death, a PID namespace, and a cap on address space. Each
 * of them replaces itself by the next, but for `unshare` and the first process
 * of the namespace, which stay and pass the exit code of `claude` on.
 *
 * @param memoryMb Address space of each process of the tree, in MiB; values
 * below 1,024 are not applied, since the CLI could not start.
 */
export function treeCommand(
  host: Pick<HostTools, "setpriv" | "unshare" | "prlimit">,
  claudePath: string,
  argv: readonly string[],
  memoryMb: number | undefined,
): TreeCommand {
  const command: string[] = [];
  if (host.setpriv !== undefined) {
    command.push(host.setpriv, "--pdeathsig", "KILL", "--");
  }
  if (host.unshare !== undefined) {
    const { path, flags, init } = host.unshare;
    command.push(path, ...flags, "--", ...init);
  }
  if (
    host.prlimit !== undefined && memoryMb !== undefined &&
    memoryMb >= MIN_ADDRESS_SPACE_MB
  ) {
    command.push(
      host.prlimit,
      `--as=${Math.floor(memoryMb) * 1024 ** 2}`,
      "--",
    );
  }
  const [path = claudePath, ...args] = [...command, claudePath, ...argv];
  const contained = host.setpriv !== undefined && host.unshare !== undefined;
  return { path, args, contained };
}
