import type { HistoryOutcome, KeptRecords } from "@/domain/history.ts";
import { madeAtMs } from "@/domain/ids.ts";
import type { EventSource, Queries, TaskFilter } from "@/domain/platform.ts";
import type { TranscriptQueries } from "@/domain/transcript_port.ts";
import { transcriptReads } from "./transcript_reads.ts";

type KeptReads =
  & Pick<
    Queries,
    | "findAgent"
    | "findTask"
    | "listTasks"
    | "findHandoff"
    | "readTranscript"
    | "findTranscriptEntry"
    | "fullText"
    | keyof TranscriptQueries
  >
  & Pick<EventSource, "readEvents">;
type LiveReads = Omit<KeptReads, keyof TranscriptQueries> & {
  /** When the newest task that left was made, in milliseconds; 0 when none did. */
  readNewestRetiredMs(): Promise<number>;
};

/**
 * The same reads, answered by the history where the live store has let go of
 * what is asked for. While the history is away, such records are not found.
 */
export function withHistory(live: LiveReads, kept: KeptRecords): KeptReads {
  return {
    findAgent: async (id) =>
      await live.findAgent(id) ?? valueOf(await kept.agent(id)),
    findTask: async (id) =>
      await live.findTask(id) ?? valueOf(await kept.task(id)),
    findHandoff: async (id) =>
      await live.findHandoff(id) ?? valueOf(await kept.handoff(id)),
    listTasks: (filter) => listTasks(live, kept, filter),
    ...transcriptReads(live, kept),
    readEvents: async (afterSeq, limit) => {
      const events = await live.readEvents(afterSeq, limit);
      if (events[0]?.seq === afterSeq + 1) return events;
      const older = valueOf(await kept.events(afterSeq, limit));
      return older?.[0]?.seq === afterSeq + 1 ? older : events;
    },
    fullText: async (text) => {
      const here = await live.fullText(text);
      // Chunks may be on their way out: only all of them are the text.
      if (text.blob === null || here.length === text.length) return here;
      return valueOf(await kept.text(text.blob)) ?? text.text;
    },
  };
}

/** One page of both; the history is asked only where tasks may have left. */
async function listTasks(
  live: LiveReads,
  kept: KeptRecords,
  filter: TaskFilter,
): ReturnType<Queries["listTasks"]> {
  const page = await live.listTasks(filter);
  const last = page.items.at(-1);
  const retiredMs = await live.readNewestRetiredMs();
  const isBelow = page.next !== null && last && madeAtMs(last.id) > retiredMs;
  if (retiredMs === 0 || isBelow) return page;
  const older = valueOf(await kept.tasks(filter)) ?? [];
  const here = new Set(page.items.map(({ id }) => id));
  const all = [...page.items, ...older.filter(({ id }) => !here.has(id))]
    .sort((a, b) => (a.id < b.id ? 1 : -1));
  const items = all.slice(0, filter.limit);
  const isMore = all.length > filter.limit || page.next !== null;
  return { items, next: isMore ? items.at(-1)?.id ?? null : null };
}

function valueOf<T>(outcome: HistoryOutcome<T>): T | undefined {
  return outcome.ok ? outcome.value : undefined;
}
