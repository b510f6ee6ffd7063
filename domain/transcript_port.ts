import type { AgentId } from "./ids.ts";
import type { TranscriptEntry } from "./transcript.ts";
import type { TranscriptSearch } from "./transcript_match.ts";

/** A piece of a transcript: the last entries before one, or the first after one. */
export type TranscriptRange = {
  /** Entries with a lower number alone. */
  readonly before?: number | undefined;
  /** When given, the first `limit` with a higher number; else the last. */
  readonly after?: number | undefined;
  readonly limit: number;
};

/** Uses of tools whose other half is looked for. */
export type ToolUses = {
  /** Calls that have to stand before entry number `before`. */
  readonly calls: readonly string[];
  readonly before: number;
  /** Results that have to stand after entry number `after`. */
  readonly results: readonly string[];
  readonly after: number;
};

/** Entries that were found, by their numbers. */
export type TranscriptMatches = {
  /** The newest ones, oldest first. */
  readonly numbers: readonly number[];
  /** How many there are, also of those that are left out. */
  readonly total: number;
  /** False when older entries could not be looked through. */
  readonly isComplete: boolean;
};

/** Numbers that one search gives; older matches are counted alone. */
export const MAX_MATCHES = 50_000;

/** What can be asked about the transcript of one agent as a whole. */
export interface TranscriptQueries {
  /** Entries by their numbers, oldest first; what is not kept is left out. */
  transcriptEntries(
    id: AgentId,
    numbers: readonly number[],
  ): Promise<readonly TranscriptEntry[]>;
  /** Results of the calls among the entries, and calls of the results, that are not among them. */
  pairedEntries(
    id: AgentId,
    entries: readonly TranscriptEntry[],
  ): Promise<readonly TranscriptEntry[]>;
  /** Looks through all entries. Of long texts the beginning is searched, as much as records carry. */
  searchTranscript(
    id: AgentId,
    search: TranscriptSearch,
  ): Promise<TranscriptMatches>;
}
