import { join } from "node:path";
import { writeBackupFile } from "@/backup/format/backup_file.ts";
import type { Bytes } from "@/backup/format/byte_reader.ts";
import type { Manifest } from "@/backup/format/manifest.ts";
import { packPart } from "@/backup/format/packed_part.ts";
import { AT } from "./fleet.ts";

/** Writes a small backup with one part of this content; gives its path. */
export async function writeSample(
  folder: string,
  content: AsyncIterable<Bytes> | Bytes,
  secret?: string,
): Promise<{ readonly path: string; readonly manifest: Manifest }> {
  const pieces = content instanceof Uint8Array
    ? ReadableStream.from([content])
    : content;
  const packed = join(folder, "part");
  const part = await packPart("live", packed, pieces);
  const manifest: Manifest = {
    id: "0190a000-0000-7000-8000-000000000001",
    program: "1.2.3",
    created_at: AT,
    live: { seq: 7, records: { agent: 2 } },
    history: null,
    parts: [part],
  };
  const path = join(folder, "sample.vamp");
  await writeBackupFile(path, manifest, [packed], secret);
  return { path, manifest };
}
