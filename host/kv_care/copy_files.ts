import { join } from "node:path";
import { instantOf, removeIfThere, stampOf, syncPath } from "./store_files.ts";

/** How many good copies are kept. */
export const KEPT_COPIES = 3;

const NAME = /^live-(\w+)\.sqlite3$/;
/** What is being made has a name that is never taken for a copy. */
const UNFINISHED = "unfinished.sqlite3";

/** One good copy of the live store. */
export type StoreCopy = { readonly path: string; readonly at: string };

/** The copies in a folder, newest first. */
export async function listCopies(folder: string): Promise<StoreCopy[]> {
  const copies: StoreCopy[] = [];
  for await (const { name } of entriesOf(folder)) {
    const at = instantOf(NAME.exec(name)?.[1] ?? "");
    if (at) copies.push({ path: join(folder, name), at });
  }
  return copies.sort((a, b) => a.at < b.at ? 1 : -1);
}

/** Where a copy is made; what a killed maker left there is removed. */
export async function freshCopyPath(folder: string): Promise<string> {
  await Deno.mkdir(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, UNFINISHED);
  for (const suffix of ["", "-journal", "-wal", "-shm"]) {
    await removeIfThere(path + suffix);
  }
  return path;
}

/**
 * Makes a finished and checked file the newest copy, in one step that a power
 * cut leaves either done or not, and drops the oldest.
 */
export async function keepCopy(
  folder: string,
  path: string,
  at: string,
): Promise<StoreCopy> {
  await Deno.chmod(path, 0o600);
  await syncPath(path);
  const kept = { path: join(folder, `live-${stampOf(at)}.sqlite3`), at };
  await Deno.rename(path, kept.path);
  await syncPath(folder);
  for (const old of (await listCopies(folder)).slice(KEPT_COPIES)) {
    await Deno.remove(old.path);
  }
  return kept;
}

async function* entriesOf(folder: string): AsyncGenerator<Deno.DirEntry> {
  try {
    yield* Deno.readDir(folder);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}
