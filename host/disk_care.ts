import { statfs } from "node:fs/promises";
import { join } from "node:path";
import type { Cleanable, CleanableKind, Cleaned } from "@/domain/disk_use.ts";
import { AgentId } from "@/domain/ids.ts";
import { RoomCount } from "./room_count.ts";

/** Nobody waits longer for one kind to be counted, in milliseconds. */
const COUNT_FOR_MS = 2_000;
/** As `recoverStore` names what it sets aside. */
const SET_ASIDE = /^live\.sqlite3\.corrupt-\d{8}T\d{9}Z(-wal|-shm)?$/;

export type DiskCareDeps = {
  readonly dataDir: string;
  /** Whether this agent has ended for good and has no process; `false` where that is not known. */
  readonly isOver: (agent: AgentId) => Promise<boolean>;
  /** Whether a person still has to read why a store was set aside. */
  readonly isReportOpen: () => boolean;
};

/** Room on the disk of a folder, in bytes. */
export async function roomOfDisk(folder: string) {
  const { bavail, blocks, bsize } = await statfs(folder);
  return { free_bytes: bavail * bsize, total_bytes: blocks * bsize };
}

/** What of the data folder may go now: ours by its place and its name, and used by nothing. */
export async function findCleanable(
  deps: DiskCareDeps,
): Promise<readonly Cleanable[]> {
  const places = await placesOf(deps);
  return await Promise.all(
    [...places].map(async ([kind, paths]) => {
      const { sum, entries } = await countRoom(paths);
      const { bytes, files, isWhole } = sum;
      return { kind, entries, bytes, files, is_whole: isWhole };
    }),
  );
}

/** Removes these kinds for good, as they are found at this moment. Safe to repeat. */
export async function cleanDisk(
  deps: DiskCareDeps,
  kinds: readonly CleanableKind[],
): Promise<Cleaned> {
  const places = await placesOf(deps);
  const cleaned = { entries: 0, bytes: 0, failed: 0 };
  for (const path of kinds.flatMap((kind) => places.get(kind) ?? [])) {
    const { sum, entries } = await countRoom([path]);
    if (entries === 0) continue;
    try {
      // Links inside are removed, and not followed.
      await Deno.remove(path, { recursive: true });
      cleaned.entries++;
      cleaned.bytes += sum.bytes;
    } catch {
      cleaned.failed++;
    }
  }
  return cleaned;
}

/** Where what may go lies; not all of these places have to exist. */
async function placesOf(
  { dataDir, isOver, isReportOpen }: DiskCareDeps,
): Promise<ReadonlyMap<CleanableKind, readonly string[]>> {
  const agents = join(dataDir, "agents");
  const over: AgentId[] = [];
  const staying = new Set<string>();
  for (const name of await folderNames(agents)) {
    const id = AgentId.safeParse(name).data;
    if (id && await isOver(id)) over.push(id);
    else staying.add(temporaryName(name));
  }
  const aside = isReportOpen() ? [] : (await fileNames(dataDir))
    .filter((name) => SET_ASIDE.test(name));
  return new Map<CleanableKind, readonly string[]>([
    [
      "temporary_files",
      over.map(temporaryName).filter((name) => !staying.has(name))
        .map((name) => join(dataDir, "t", name)),
    ],
    [
      "agent_settings",
      over.flatMap((id) =>
        ["home", "config"].map((part) => join(agents, id, part))
      ),
    ],
    ["agent_work", over.map((id) => join(agents, id, "work"))],
    ["damaged_stores", aside.map((name) => join(dataDir, name))],
  ]);
}

/** See `agentFolders`. */
function temporaryName(agent: string): string {
  return agent.slice(-12);
}

async function countRoom(paths: readonly string[]) {
  const count = new RoomCount(COUNT_FOR_MS);
  let entries = 0;
  for (const path of paths) {
    if (!await isThere(path)) continue;
    entries++;
    await count.add(path);
  }
  return { sum: count.sum, entries };
}

async function isThere(path: string): Promise<boolean> {
  try {
    await Deno.lstat(path);
    return true;
  } catch {
    return false;
  }
}

/** Real folders alone: a link in their place is not ours to follow. */
async function folderNames(path: string): Promise<readonly string[]> {
  return (await entriesOf(path)).filter(({ isDirectory }) => isDirectory)
    .map(({ name }) => name);
}

async function fileNames(path: string): Promise<readonly string[]> {
  return (await entriesOf(path)).filter(({ isFile }) => isFile)
    .map(({ name }) => name);
}

async function entriesOf(path: string): Promise<readonly Deno.DirEntry[]> {
  try {
    return await Array.fromAsync(Deno.readDir(path));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
}
