import { join } from "node:path";
import { z } from "zod";
import {
  removeIfThere,
  syncFolder,
  writeFileBytes,
} from "./format/file_bytes.ts";

const Marker = z.object({
  /** Id of the backup that was being restored. */
  backup: z.string(),
  at: z.string(),
});
/** A restore has put a half in place and not the other. */
export type RestoreMarker = z.infer<typeof Marker>;

const NAME = "restore.unfinished.json";

/**
 * The restore of a data folder that was interrupted in its last step; a server
 * must not start on it. `undefined`: there is none.
 */
export async function readRestoreMarker(
  dataDir: string,
): Promise<RestoreMarker | undefined> {
  try {
    const text = await Deno.readTextFile(join(dataDir, NAME));
    return Marker.parse(JSON.parse(text));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

/** Durable when it resolves. */
export async function writeRestoreMarker(
  dataDir: string,
  marker: RestoreMarker,
): Promise<void> {
  const path = join(dataDir, NAME);
  const bytes = new TextEncoder().encode(JSON.stringify(marker));
  await writeFileBytes(`${path}.new`, ReadableStream.from([bytes]));
  await Deno.rename(`${path}.new`, path);
  await syncFolder(dataDir);
}

/** Both halves are in place. */
export async function removeRestoreMarker(dataDir: string): Promise<void> {
  await removeIfThere(join(dataDir, NAME));
  await syncFolder(dataDir);
}

/** The line with which a start on a half restored folder ends. */
export function unfinishedRestoreLine(marker: RestoreMarker): string {
  return `restore_incomplete: Cannot start: restoring backup ${marker.backup} ` +
    `was interrupted at ${marker.at}; run \`deno task restore\` with it again`;
}
