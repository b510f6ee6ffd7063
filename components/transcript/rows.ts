import type { TranscriptEntry } from "@/domain/transcript.ts";

export type ToolCall = Extract<TranscriptEntry, { kind: "tool_call" }>;
export type ToolResult = Extract<TranscriptEntry, { kind: "tool_result" }>;

/** One line of the page: an entry, or a tool call together with its result. */
export type Row =
  | {
    readonly kind: "tool";
    readonly n: number;
    readonly call: ToolCall;
    /** null while the tool runs. */
    readonly result: ToolResult | null;
  }
  | {
    readonly kind: "entry";
    readonly n: number;
    readonly entry: Exclude<TranscriptEntry, ToolCall>;
  };

/**
 * Puts each tool call together with its result, where the call stands. A
 * result whose call is not among the entries keeps a line of its own.
 */
export function toRows(entries: readonly TranscriptEntry[]): readonly Row[] {
  const results = new Map<string, ToolResult>();
  const calls = new Set<string>();
  for (const entry of entries) {
    if (entry.kind === "tool_result") results.set(entry.tool_use_id, entry);
    if (entry.kind === "tool_call") calls.add(entry.tool_use_id);
  }
  return entries.flatMap((entry): readonly Row[] => {
    if (entry.kind === "tool_call") {
      const result = results.get(entry.tool_use_id) ?? null;
      return [{ kind: "tool", n: entry.n, call: entry, result }];
    }
    const shownWithCall = entry.kind === "tool_result" &&
      calls.has(entry.tool_use_id);
    return shownWithCall ? [] : [{ kind: "entry", n: entry.n, entry }];
  });
}
