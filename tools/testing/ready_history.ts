import { openHistory } from "@/db/pg/open_history.ts";

/**
 * Makes an embedded history with its tables and no rows, for tests to copy:
 * making one takes seconds of computing, and many of them need one.
 *
 * @param folder Absolute; must not be there yet.
 */
export async function makeReadyHistory(folder: string): Promise<void> {
  await using _history = await openHistory({ url: undefined, folder });
}
