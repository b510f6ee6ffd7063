import { z } from "zod";
import { removeIfThere, type StoreFiles } from "./store_files.ts";

/** The store's file as a clean stop left it. */
const CleanMark = z.object({ size: z.int(), mtime_ms: z.int() });
type CleanMark = z.infer<typeof CleanMark>;

/**
 * Notes that the store was closed in order, so that the next start need not
 * read it through. To be called when it is closed.
 */
export async function markClean(files: StoreFiles): Promise<void> {
  const mark = await lookAt(files);
  if (mark) await Deno.writeTextFile(files.cleanMark, JSON.stringify(mark));
}

/** Whether the store is as a clean stop left it, by its size and time of change. */
export async function isClean(files: StoreFiles): Promise<boolean> {
  const [left, found] = await Promise.all([readMark(files), lookAt(files)]);
  return left !== undefined && left.size === found?.size &&
    left.mtime_ms === found.mtime_ms;
}

/** From here on the store counts as in use. */
export async function removeMark(files: StoreFiles): Promise<void> {
  await removeIfThere(files.cleanMark);
}

async function readMark(files: StoreFiles): Promise<CleanMark | undefined> {
  try {
    const text = await Deno.readTextFile(files.cleanMark);
    return CleanMark.safeParse(JSON.parse(text)).data;
  } catch {
    // Not there, or not readable: then the store is read through.
    return undefined;
  }
}

async function lookAt(files: StoreFiles): Promise<CleanMark | undefined> {
  try {
    const { size, mtime } = await Deno.stat(files.store);
    return { size, mtime_ms: mtime?.getTime() ?? 0 };
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}
