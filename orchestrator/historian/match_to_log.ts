import type { HistoryPort, LogPort } from "./ports.ts";

/** This history and this log do not belong together, or not any more. */
export class HistoryMismatch extends Error {
  override readonly name = "HistoryMismatch";
  readonly code = "history_mismatch";
}

/**
 * Gives the `seq` after which the history goes on with the log. An empty
 * history begins where the log still does.
 *
 * @throws {HistoryMismatch} (as a rejection) when the history is ahead of the
 * log, or when events between its end and the log's beginning are gone.
 */
export async function matchToLog(
  history: Pick<HistoryPort, "head" | "beginAfter">,
  log: Pick<LogPort, "lastSeq" | "readEvents">,
): Promise<number> {
  const head = await history.head();
  // Before the log is read: what is committed meanwhile comes after it.
  const lastSeq = log.lastSeq();
  if (head > lastSeq) {
    throw new HistoryMismatch(
      `Cannot go on with this history: it has event ${head}, ` +
        `the log ends at ${lastSeq}`,
    );
  }
  const [first] = await log.readEvents(0, 1);
  const gone = (first?.seq ?? lastSeq + 1) - 1;
  if (head >= gone) return head;
  if (head === 0 && await history.beginAfter(gone)) return gone;
  throw new HistoryMismatch(
    `Cannot go on with this history: it ends at event ${head}, ` +
      `the log begins at ${gone + 1}`,
  );
}
