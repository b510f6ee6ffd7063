import type { HistoryOutcome, KeptRecords } from "@/domain/history.ts";
import type { Queries } from "@/domain/platform.ts";

type LiveReads = Pick<
  Queries,
  "findAgent" | "findTask" | "readTranscript" | "findTranscriptEntry"
>;

/**
 * The same reads, answered by the history where the live store has let go of
 * what is asked for. While the history is away, such records are not found.
 */
export function withHistory(live: LiveReads, kept: KeptRecords): LiveReads {
  return {
    findAgent: async (id) =>
      await live.findAgent(id) ?? valueOf(await kept.agent(id)),
    findTask: async (id) =>
      await live.findTask(id) ?? valueOf(await kept.task(id)),
    readTranscript: async (id, range) => {
      const entries = await live.readTranscript(id, range);
      if (entries.length > 0 || range.before === 0) return entries;
      return valueOf(await kept.transcript(id, range)) ?? [];
    },
    findTranscriptEntry: async (id, n) =>
      await live.findTranscriptEntry(id, n) ?? valueOf(await kept.entry(id, n)),
  };
}

function valueOf<T>(outcome: HistoryOutcome<T>): T | undefined {
  return outcome.ok ? outcome.value : undefined;
}
