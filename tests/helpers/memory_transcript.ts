import type { TranscriptEntry } from "@/domain/transcript.ts";
import type { Queries } from "@/domain/platform.ts";
import { isMatch } from "@/domain/transcript_match.ts";
import type { TranscriptQueries } from "@/domain/transcript_port.ts";

type Reads =
  & Pick<Queries, "readTranscript" | "findTranscriptEntry">
  & TranscriptQueries;

/** Transcripts from a list in memory, which may grow. */
export function memoryTranscript(all: readonly TranscriptEntry[]): Reads {
  // Entry number n stands at place n, unless there are several agents.
  const of = (id: string) =>
    all.every(({ agent_id }) => agent_id === id)
      ? all
      : all.filter(({ agent_id }) => agent_id === id);
  return {
    readTranscript: (id, { before = Infinity, after, limit }) => {
      const from = after ?? -1;
      const range = of(id).filter(({ n }) => n < before && n > from);
      return Promise.resolve(
        after === undefined ? range.slice(-limit) : range.slice(0, limit),
      );
    },
    findTranscriptEntry: (id, n) =>
      Promise.resolve(of(id).find((entry) => entry.n === n)),
    transcriptEntries: (id, numbers) =>
      Promise.resolve(of(id).filter(({ n }) => numbers.includes(n))),
    pairedEntries: (id, entries) => {
      const here = new Set(entries.map(({ n }) => n));
      const uses = new Set(entries.flatMap(useOf));
      return Promise.resolve(
        of(id).filter((entry) =>
          !here.has(entry.n) && useOf(entry).some((use) => uses.has(use))
        ),
      );
    },
    searchTranscript: (id, search) => {
      const numbers = of(id).filter((entry) => isMatch(entry, search))
        .map(({ n }) => n);
      return Promise.resolve({
        numbers,
        total: numbers.length,
        isComplete: true,
      });
    },
  };
}

function useOf(entry: TranscriptEntry): readonly string[] {
  return "tool_use_id" in entry ? [entry.tool_use_id] : [];
}
