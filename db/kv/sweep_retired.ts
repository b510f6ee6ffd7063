import { AgentId } from "@/domain/ids.ts";
import { longTextOf, TranscriptEntry } from "@/domain/transcript.ts";
import { keys } from "./keys.ts";
import { parseRecord } from "./parse.ts";
import { readTask } from "./read.ts";

/** One step: small enough to leave the writer its turn. */
const STEP_ENTRIES = 100;
/** Keys that one commit removes; a text of 16 MiB has 560 chunks. */
const MAX_DELETES = 900;

/** What one step removed; nothing of both when all is swept. */
export type Swept = { readonly entries: number; readonly texts: number };

/**
 * Removes a part of what belonged to records that left: transcripts of agents,
 * long texts of tasks. A few hundred keys at the most; after a kill the next
 * step goes on where this one was.
 */
export async function sweepRetired(kv: Deno.Kv): Promise<Swept> {
  for await (
    const { key } of kv.list({ prefix: keys.retiredTexts }, { limit: 1 })
  ) {
    const blob = String(key.at(-1));
    const chunks = await chunkKeys(kv, blob);
    await deleteAll(kv, [...chunks, key]);
    return { entries: 0, texts: 1 };
  }
  for await (
    const { key } of kv.list({ prefix: keys.retiredAgents }, { limit: 1 })
  ) {
    const agent = AgentId.parse(key.at(-1));
    const swept = await trimTranscript(kv, agent, () => true);
    if (swept.entries > 0) return swept;
    await kv.delete(key);
    // There may be another one.
    return await sweepRetired(kv);
  }
  return { entries: 0, texts: 0 };
}

/**
 * Removes the first entries of a transcript with their long texts, as long as
 * `mayGo` says so; at most a hundred. What is left has no gap.
 */
export async function trimTranscript(
  kv: Deno.Kv,
  agent: AgentId,
  mayGo: (entry: TranscriptEntry) => boolean | Promise<boolean>,
): Promise<Swept> {
  const doomed: Deno.KvKey[] = [];
  let entries = 0;
  let texts = 0;
  const selector = { prefix: keys.entries(agent) };
  for await (const stored of kv.list(selector, { limit: STEP_ENTRIES })) {
    const entry = parseRecord(TranscriptEntry, stored);
    if (!await mayGo(entry)) break;
    const blob = longTextOf(entry)?.blob;
    const chunks = blob && !await isOfTask(kv, entry, blob)
      ? await chunkKeys(kv, blob)
      : [];
    // A text goes with its entry as a whole: nobody reads half of it.
    const isFull = doomed.length + chunks.length >= MAX_DELETES;
    if (isFull && entries > 0) break;
    doomed.push(...chunks, stored.key);
    entries++;
    if (chunks.length > 0) texts++;
  }
  await deleteAll(kv, doomed);
  return { entries, texts };
}

/** A task that is there still needs its text, to be tried again. */
async function isOfTask(
  kv: Deno.Kv,
  { task_id }: TranscriptEntry,
  blob: string,
): Promise<boolean> {
  const task = task_id && await readTask(kv, task_id);
  return task ? task.description.blob === blob : false;
}

async function chunkKeys(kv: Deno.Kv, blob: string): Promise<Deno.KvKey[]> {
  const found: Deno.KvKey[] = [];
  for await (const { key } of kv.list({ prefix: keys.textChunks(blob) })) {
    found.push(key);
  }
  return found;
}

async function deleteAll(
  kv: Deno.Kv,
  doomed: readonly Deno.KvKey[],
): Promise<void> {
  for (let first = 0; first < doomed.length; first += MAX_DELETES) {
    const commit = kv.atomic();
    for (const key of doomed.slice(first, first + MAX_DELETES)) {
      commit.delete(key);
    }
    await commit.commit();
  }
}
