import { createHash } from "node:crypto";

/** The longest path that a Unix socket may have on Linux, its end mark left out. */
const MAX_SOCKET_PATH_BYTES = 107;
/** What the CLI adds: its own folder, the longest pid and an ending. */
const SOCKET_SUFFIX = "/cc-socks/4194304.sock";

/** The folder for temporary files, and whether it is another than was asked for. */
export type TemporaryFolder = {
  readonly path: string;
  readonly insteadOf: string | undefined;
};

/**
 * A folder in which the CLI can also open its sockets: the given one, or,
 * where its path is too long for a socket, a private short one below
 * `shortRoot` whose name follows from the long path.
 *
 * @throws {Error} If the short folder belongs to somebody else, or cannot be made.
 */
export async function chooseTemporaryFolder(
  wanted: string,
  shortRoot: string,
): Promise<TemporaryFolder> {
  const socketBytes = new TextEncoder().encode(wanted + SOCKET_SUFFIX).length;
  if (socketBytes <= MAX_SOCKET_PATH_BYTES) {
    return { path: wanted, insteadOf: undefined };
  }
  const digest = createHash("sha256").update(wanted).digest("hex");
  const path = `${shortRoot}/vamp-${digest.slice(0, 16)}`;
  try {
    await Deno.mkdir(path, { mode: 0o700 });
  } catch (error) {
    if (!(error instanceof Deno.errors.AlreadyExists)) throw error;
    // Anybody may have made this name in a shared folder before us.
    const found = await Deno.lstat(path);
    const isOurs = found.isDirectory && found.uid === Deno.uid() &&
      ((found.mode ?? 0) & 0o077) === 0;
    if (!isOurs) {
      throw new Error(
        `Cannot use the temporary folder "${path}": it belongs to somebody else`,
      );
    }
  }
  return { path, insteadOf: wanted };
}
