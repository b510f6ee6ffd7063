import type { FleetBatch } from "@/domain/fleet_batch.ts";
import { keys } from "./keys.ts";
import { oldPlaces } from "./old_places.ts";
import { retireRecords } from "./retire.ts";
import { setRecords } from "./set_records.ts";

export type Batch = FleetBatch;

/** Somebody else wrote to this store: there must be one writer only. */
export class WriterConflict extends Error {
  override readonly name = "WriterConflict";
  readonly code = "writer_conflict";
}

/**
 * Commits one batch in one atomic operation and returns the new versionstamp
 * of the head. `versionstamp` is that of the commit before.
 *
 * @throws {WriterConflict} When the head was moved by another writer.
 * @throws {Error} Of the store, when it cannot write; nothing of the batch is
 * stored then, and the same batch may be committed again.
 */
export async function commitBatch(
  kv: Deno.Kv,
  versionstamp: string | null,
  batch: Batch,
): Promise<string> {
  const last = batch.events.at(-1);
  if (!last) throw new TypeError("Cannot commit a batch: it has no event");
  const commit = kv.atomic()
    .check({ key: keys.head, versionstamp })
    .set(keys.head, { seq: last.seq, schema: 1 });
  for (const event of batch.events) {
    commit.set(keys.event(event.seq), event);
    if (event.type !== "transcript.appended") continue;
    const { entry } = event.data;
    commit.set(keys.entry(entry.agent_id, entry.n), entry);
  }
  setRecords(commit, batch);
  for (const key of await oldPlaces(kv, batch)) commit.delete(key);
  // After the records: one that changed in this commit leaves all the same.
  for (const event of batch.events) {
    if (event.type === "records.retired") retireRecords(commit, event.data);
  }
  const result = await commit.commit();
  if (result.ok) return result.versionstamp;
  throw new WriterConflict(
    `Cannot commit event ${last.seq}: another process wrote to the live store`,
  );
}
