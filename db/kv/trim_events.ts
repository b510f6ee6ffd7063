import { keys } from "./keys.ts";

/** One step: small enough to leave the writer its turn. */
const STEP_EVENTS = 400;

/**
 * Removes the oldest events up to `upToSeq`, a few hundred at the most, and
 * gives how many; 0 when none is left. Records and transcripts stay.
 */
export async function trimEvents(
  kv: Deno.Kv,
  upToSeq: number,
): Promise<number> {
  const selector = { prefix: keys.events, end: keys.event(upToSeq + 1) };
  const commit = kv.atomic();
  let count = 0;
  for await (const { key } of kv.list(selector, { limit: STEP_EVENTS })) {
    commit.delete(key);
    count++;
  }
  if (count > 0) await commit.commit();
  return count;
}
