import type { TranscriptEntry } from "@/domain/transcript.ts";

export type ToolCall = Extract<TranscriptEntry, { kind: "tool_call" }>;
export type ToolResult = Extract<TranscriptEntry, { kind: "tool_result" }>;

/** One line of the page: an entry, or a tool call together with its result. */
export type Row =
  | {
    readonly kind: "tool";
    /** Of the entry that the line stands for: the call, or its result. */
    readonly n: number;
    readonly call: ToolCall;
    /** null while the tool runs, or when nobody knows how it ended. */
    readonly result: ToolResult | null;
  }
  /** A result whose call is far above, and shows it. */
  | {
    readonly kind: "far_result";
    readonly n: number;
    readonly call: ToolCall;
    readonly result: ToolResult;
  }
  | {
    readonly kind: "entry";
    readonly n: number;
    readonly entry: Exclude<TranscriptEntry, ToolCall>;
  };

/** Entries after which a result gets a line that leads back to its call. */
const FAR = 100;

/**
 * Puts each tool call together with its result. The result has no line where
 * its call is near, and one of its own where its call is unknown.
 *
 * @param paired Calls and results that have no line here themselves.
 * @param isWhole Whether the entries stand without gaps; what is picked out of
 * a transcript shows a result as a line with its call.
 */
export function toRows(
  entries: readonly TranscriptEntry[],
  paired: readonly TranscriptEntry[] = [],
  isWhole = true,
): readonly Row[] {
  const results = new Map<string, ToolResult>();
  const calls = new Map<string, ToolCall>();
  for (const entry of [...paired, ...entries]) {
    if (entry.kind === "tool_result") results.set(entry.tool_use_id, entry);
    if (entry.kind === "tool_call") calls.set(entry.tool_use_id, entry);
  }
  return entries.flatMap((entry): readonly Row[] => {
    const { n } = entry;
    if (entry.kind === "tool_call") {
      const result = results.get(entry.tool_use_id) ?? null;
      return [{ kind: "tool", n, call: entry, result }];
    }
    const call = entry.kind === "tool_result" && calls.get(entry.tool_use_id);
    if (entry.kind !== "tool_result" || !call) {
      return [{ kind: "entry", n, entry }];
    }
    if (!isWhole) return [{ kind: "tool", n, call, result: entry }];
    return n - call.n > FAR
      ? [{ kind: "far_result", n, call, result: entry }]
      : [];
  });
}

/** The entry that a line stands for. */
export function entryOfRow(row: Row): TranscriptEntry {
  if (row.kind === "entry") return row.entry;
  return row.kind === "tool" ? row.call : row.result;
}
