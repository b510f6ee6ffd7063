import type { HistoryOutcome, KeptRecords } from "@/domain/history.ts";
import type { AgentId } from "@/domain/ids.ts";
import type { Queries } from "@/domain/platform.ts";
import type { TranscriptEntry } from "@/domain/transcript.ts";
import { isMatch } from "@/domain/transcript_match.ts";
import {
  MAX_MATCHES,
  type ToolUses,
  type TranscriptQueries,
} from "@/domain/transcript_port.ts";

type LiveReads = Pick<Queries, "readTranscript" | "findTranscriptEntry">;
type Kept = Pick<
  KeptRecords,
  "transcript" | "entry" | "entries" | "toolUses" | "matches"
>;

/** Entries of the live store that are looked through at once. */
const CHUNK = 500;
/**
 * Entries that the live store is looked through for one question, which is
 * what the history lacks yet; all there is, while the history is away.
 */
const MOST_LOOKED_AT = 10_000;

/**
 * A transcript of which the live store has the end and the history the rest,
 * read as one. While the history is away, the end is all there is.
 */
export function transcriptReads(
  live: LiveReads,
  kept: Kept,
): LiveReads & TranscriptQueries {
  return {
    readTranscript: async (id, range) => {
      const entries = await live.readTranscript(id, range);
      if (range.after !== undefined) {
        const { after, limit } = range;
        if (entries[0]?.n === after + 1) return entries;
        const before = entries[0]?.n ?? range.before;
        const older = valueOf(await kept.transcript(id, { ...range, before }));
        return [...older ?? [], ...entries].slice(0, limit);
      }
      const before = entries[0]?.n ?? range.before;
      const missing = range.limit - entries.length;
      if (missing === 0 || before === 0) return entries;
      const older = await kept.transcript(id, { before, limit: missing });
      return [...valueOf(older) ?? [], ...entries];
    },
    findTranscriptEntry: async (id, n) =>
      await live.findTranscriptEntry(id, n) ?? valueOf(await kept.entry(id, n)),
    transcriptEntries: async (id, numbers) => {
      const here = (await Promise.all(
        numbers.map((n) => live.findTranscriptEntry(id, n)),
      )).filter((entry) => entry !== undefined);
      const missing = numbers.filter((n) => !here.some((each) => each.n === n));
      if (missing.length === 0) return here;
      const older = valueOf(await kept.entries(id, missing)) ?? [];
      return [...older, ...here].sort((a, b) => a.n - b.n);
    },
    pairedEntries: async (id, entries) => {
      const uses = halvesWithoutOther(entries);
      if (!uses) return [];
      const older = valueOf(await kept.toolUses(id, uses));
      const found = [...older?.found ?? []];
      const isAll = () =>
        found.length >= uses.calls.length + uses.results.length;
      await eachFromEnd(live, id, older?.lastN ?? -1, (entry) => {
        if (isOtherHalf(entry, uses)) found.push(entry);
        return !isAll();
      });
      return found.sort((a, b) => a.n - b.n);
    },
    searchTranscript: async (id, search) => {
      const older = valueOf(await kept.matches(id, search));
      const newer: number[] = [];
      const reached = await eachFromEnd(
        live,
        id,
        older?.lastN ?? -1,
        (entry) => {
          if (isMatch(entry, search)) newer.push(entry.n);
          return true;
        },
      );
      const numbers = [...older?.found.numbers ?? [], ...newer.reverse()];
      return {
        numbers: numbers.slice(-MAX_MATCHES),
        total: (older?.found.total ?? 0) + newer.length,
        isComplete: reached,
      };
    },
  };
}

/**
 * Shows the entries after number `afterN`, the newest first, until one look
 * says that it is enough. Tells whether all of them were there to be seen.
 */
async function eachFromEnd(
  live: LiveReads,
  id: AgentId,
  afterN: number,
  look: (entry: TranscriptEntry) => boolean,
): Promise<boolean> {
  let before: number | undefined;
  for (let seen = 0; seen < MOST_LOOKED_AT; seen += CHUNK) {
    const entries = await live.readTranscript(id, { before, limit: CHUNK });
    for (const entry of entries.toReversed()) {
      if (entry.n <= afterN) return true;
      if (!look(entry)) return true;
      before = entry.n;
    }
    if (entries.length < CHUNK) break;
  }
  return (before ?? 0) <= afterN + 1;
}

function halvesWithoutOther(
  entries: readonly TranscriptEntry[],
): ToolUses | undefined {
  const calls = new Set<string>();
  const results = new Set<string>();
  for (const entry of entries) {
    if (entry.kind === "tool_call") results.add(entry.tool_use_id);
    if (entry.kind === "tool_result") {
      // Its call came before it, if it is here at all.
      if (!results.delete(entry.tool_use_id)) calls.add(entry.tool_use_id);
    }
  }
  const first = entries[0]?.n ?? 0;
  const last = entries.at(-1)?.n ?? 0;
  return calls.size + results.size === 0 ? undefined : {
    calls: [...calls],
    before: last,
    results: [...results],
    after: first,
  };
}

function isOtherHalf(entry: TranscriptEntry, uses: ToolUses): boolean {
  if (entry.kind === "tool_call") return uses.calls.includes(entry.tool_use_id);
  return entry.kind === "tool_result" &&
    uses.results.includes(entry.tool_use_id);
}

function valueOf<T>(outcome: HistoryOutcome<T>): T | undefined {
  return outcome.ok ? outcome.value : undefined;
}
