import { useMemo } from "preact/hooks";
import { Clock } from "../Clock.tsx";
import { EntryLine } from "./EntryLine.tsx";
import type { LoadFull } from "./Prose.tsx";
import type { Row } from "./rows.ts";
import { ToolLine } from "./ToolLine.tsx";

type TranscriptRowProps = {
  readonly row: Row;
  /** The number of the entry that the page is about. */
  readonly marked?: number;
  readonly agentName: string;
  /** Where the agent works. */
  readonly folder: string;
  readonly loadFull: LoadFull;
};

/** One line of a transcript: when, who, what. Lines of subagents are indented. */
export function TranscriptRow(
  { row, marked, agentName, folder, loadFull }: TranscriptRowProps,
) {
  const entry = row.kind === "tool" ? row.call : row.entry;
  const result = row.kind === "tool" ? row.result : null;
  const isMarked = marked !== undefined &&
    (marked === entry.n || marked === result?.n);
  // The same element again lets a repaint pass over thousands of lines.
  return useMemo(() => (
    <div
      class="entry"
      id={`entry-${row.n}`}
      aria-current={isMarked || undefined}
      data-kind={entry.kind}
      data-sub={entry.parent_tool_use_id !== null}
    >
      <span class="entry-time" id={result ? `entry-${result.n}` : undefined}>
        <Clock at={entry.at} />
      </span>
      <span class="entry-who">{speaker(row, agentName)}</span>
      <div class="entry-what">
        {row.kind === "tool"
          ? (
            <ToolLine
              call={row.call}
              result={row.result}
              folder={folder}
              isOpen={isMarked}
              loadFull={loadFull}
            />
          )
          : <EntryLine entry={row.entry} loadFull={loadFull} />}
      </div>
    </div>
  ), [entry, result, isMarked]);
}

function speaker(row: Row, agentName: string): string {
  if (row.kind === "tool") return "tool";
  switch (row.entry.kind) {
    case "prompt":
      return row.entry.parent_tool_use_id === null ? "you" : agentName;
    case "text":
    case "thinking":
      return row.entry.parent_tool_use_id === null ? agentName : "subagent";
    case "tool_result":
      return "tool";
    case "notice":
      return "notice";
    case "turn_ended":
      return "";
  }
}
