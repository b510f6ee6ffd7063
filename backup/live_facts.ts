import { z } from "zod";
import { keys } from "@/db/kv/keys.ts";
import type { Manifest } from "./format/manifest.ts";

const Head = z.object({ seq: z.int().nonnegative() }).nullable();

/**
 * The last event of a live store that nobody else has open, and how many
 * records begin with each word of a key. Reads all of it, some at a time.
 */
export async function readLiveFacts(
  path: string,
): Promise<NonNullable<Manifest["live"]>> {
  using kv = await Deno.openKv(path);
  const head = Head.parse((await kv.get(keys.head)).value);
  const records: Record<string, number> = {};
  for await (const { key } of kv.list({ prefix: [] }, { batchSize: 500 })) {
    const word = String(key[0]);
    records[word] = (records[word] ?? 0) + 1;
  }
  return { seq: head?.seq ?? 0, records };
}
