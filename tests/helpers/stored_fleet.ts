/** A live store in a file, with enough in it to be damaged in the middle. */
import { storeFiles } from "@/host/kv_care/store_files.ts";

/** Puts `records` numbered records into the live store of the folder. */
export async function fillStore(
  dataDir: string,
  records: number,
  head = records,
): Promise<void> {
  const kv = await Deno.openKv(storeFiles(dataDir).store);
  for (let from = 0; from < records; from += 50) {
    const commit = kv.atomic();
    for (let n = from; n < Math.min(from + 50, records); n++) {
      commit.set(["event", n + 1], "x".repeat(1_000));
    }
    await commit.set(["head"], { seq: head, schema: 1 }).commit();
  }
  kv.close();
}

/** How many of the records are there. */
export async function countRecords(kv: Deno.Kv): Promise<number> {
  let count = 0;
  for await (const _ of kv.list({ prefix: ["event"] })) count++;
  return count;
}

/** Overwrites a part of a file in place. */
export async function damage(
  path: string,
  part: "header" | "middle",
): Promise<void> {
  using file = await Deno.open(path, { write: true, read: true });
  const { size } = await file.stat();
  const pages = Math.floor(size / 4096);
  const [at, length] = part === "header"
    ? [0, 100]
    : [Math.floor(pages / 2) * 4096, 10 * 4096];
  await file.seek(at, Deno.SeekMode.Start);
  await file.write(new Uint8Array(length).fill(0xa5));
}
