/** A server whose data folder is a small disk of its own. */
import { statfs } from "node:fs/promises";
import { join } from "node:path";
import { startVamp, type VampServer } from "./vamp_server.ts";

export type SmallDisk = AsyncDisposable & {
  readonly server: VampServer;
  /** The data folder as this process reaches it. */
  readonly path: string;
  /** Takes room until only `leftBytes` are left. */
  fill(leftBytes: number): Promise<void>;
  /** Gives all of that room back. */
  empty(): Promise<void>;
};

const MIB = 1024 ** 2;

/**
 * Starts a server in a mount namespace that nobody else sees, with a disk in
 * memory as its data folder.
 */
export async function startOnSmallDisk(
  dataDir: string,
  sizeMib: number,
  env: Readonly<Record<string, string>>,
): Promise<SmallDisk> {
  const asRoot = Deno.uid() === 0 ? [] : ["--map-root-user"];
  const mountAndRun =
    `mount -t tmpfs -o size=${sizeMib}m,mode=0700 none "$0" && exec "$@"`;
  const under = ["unshare", ...asRoot, "--mount", "sh", "-c", mountAndRun];
  const server = await startVamp("start", dataDir, env, [...under, dataDir]);
  const path = `/proc/${server.process.pid}/root${dataDir}`;
  const filler = join(path, "filler");
  return {
    server,
    path,
    async fill(leftBytes) {
      using file = await Deno.open(filler, { create: true, append: true });
      const block = new Uint8Array(MIB);
      for (;;) {
        const { bavail, bsize } = await statfs(path);
        const over = bavail * bsize - leftBytes;
        if (over <= 0) return;
        try {
          await file.write(block.subarray(0, Math.min(over, MIB)));
        } catch (error) {
          // Somebody else took the last of it: then it is full.
          if (!/No space left/.test(String(error))) throw error;
          return;
        }
      }
    },
    empty: () => Deno.remove(filler),
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}
