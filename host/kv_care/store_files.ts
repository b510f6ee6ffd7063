import { join } from "node:path";

/** Every name that the live store has in a data folder, in one place. */
export function storeFiles(dataDir: string) {
  const store = join(dataDir, "live.sqlite3");
  return {
    store,
    /** The store with what SQLite keeps beside it. */
    parts: ["", "-wal", "-shm"].map((suffix) => store + suffix),
    copies: join(dataDir, "live_copies"),
    /** There from a clean stop to the next start. */
    cleanMark: join(dataDir, "live.clean"),
    /** What was put back, until a person has read it. */
    report: join(dataDir, "live.recovered.json"),
    reserve: join(dataDir, "disk.reserve"),
  };
}
export type StoreFiles = ReturnType<typeof storeFiles>;

/** An instant as a part of a file's name, sorted by time. */
export function stampOf(at: string): string {
  return at.replaceAll(/[-:]/g, "").replace(/\.(\d+)Z$/, "$1Z");
}

/** The instant that `stampOf` wrote; undefined when the text is none. */
export function instantOf(stamp: string): string | undefined {
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z$/
    .exec(stamp);
  if (!parts) return undefined;
  const [, year, month, day, hour, minute, second, ms] = parts;
  return `${year}-${month}-${day}T${hour}:${minute}:${second}.${ms}Z`;
}

/** Removes a file that may not be there. */
export async function removeIfThere(path: string): Promise<void> {
  try {
    await Deno.remove(path);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}

/** Makes a new file's content, or a folder's names, last through a power cut. */
export async function syncPath(path: string): Promise<void> {
  using file = await Deno.open(path);
  await file.sync();
}
