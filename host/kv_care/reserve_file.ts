import { removeIfThere } from "./store_files.ts";

const BLOCK = new Uint8Array(1024 ** 2);

/** Whether the whole reserve is there; a part of one is removed. */
export async function hasReserve(
  path: string,
  sizeBytes: number,
): Promise<boolean> {
  try {
    if ((await Deno.stat(path)).size >= sizeBytes) return true;
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  await removeIfThere(path);
  return false;
}

/**
 * Takes room on the disk that can be given back when a disk without any room
 * refuses even to delete. Written out, since a file with a hole in it takes
 * none. Leaves nothing behind when there is no room for it.
 */
export async function makeReserve(
  path: string,
  sizeBytes: number,
): Promise<void> {
  try {
    using file = await Deno.open(path, {
      write: true,
      create: true,
      truncate: true,
      mode: 0o600,
    });
    for (let left = sizeBytes; left > 0;) {
      left -= await file.write(BLOCK.subarray(0, Math.min(left, BLOCK.length)));
    }
    await file.sync();
  } catch (error) {
    await removeIfThere(path);
    throw error;
  }
}

/** Gives the room back. */
export async function releaseReserve(path: string): Promise<void> {
  await removeIfThere(path);
}
