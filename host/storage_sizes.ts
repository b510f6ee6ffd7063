import { join } from "node:path";
import type { FolderSize } from "@/domain/storage_sizes.ts";
import { RoomCount } from "./room_count.ts";

/** What the data folder holds, by what it is for. */
const PARTS: readonly {
  readonly name: string;
  readonly paths: readonly string[];
}[] = [
  {
    name: "Live store",
    paths: ["live.sqlite3", "live.sqlite3-wal", "live.sqlite3-shm"],
  },
  { name: "Copies of the live store", paths: ["live_copies"] },
  { name: "History", paths: ["history"] },
  { name: "Agents' folders", paths: ["agents", "t"] },
  { name: "Backups", paths: ["backups"] },
  { name: "Room held back for a full disk", paths: ["disk.reserve"] },
];

/** Agents may leave millions of files; counting them all is worth no more than this. */
const COUNT_FOR_MS = 2_000;

/** Room that the parts of the data folder take, all of it; those that are not there are left out. */
export async function dataFolderSizes(
  dataDir: string,
  countForMs: number = COUNT_FOR_MS,
): Promise<readonly FolderSize[]> {
  const known = new Set(PARTS.flatMap(({ paths }) => paths));
  const others: string[] = [];
  for await (const { name } of Deno.readDir(dataDir)) {
    if (!known.has(name)) others.push(name);
  }
  const parts = [...PARTS, { name: "Everything else", paths: others }];
  const sizes = await Promise.all(parts.map(async ({ name, paths }) => {
    const count = new RoomCount(countForMs);
    for (const path of paths) await count.add(join(dataDir, path));
    return { name, ...count.sum };
  }));
  return sizes.filter(({ files, isWhole }) => files > 0 || !isWhole);
}
