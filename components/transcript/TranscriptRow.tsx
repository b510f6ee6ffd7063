import { Clock } from "../Clock.tsx";
import { TRANSCRIPT_TEXT } from "../text/transcript_text.ts";
import { Unchanged } from "../Unchanged.tsx";
import { EntryLine } from "./EntryLine.tsx";
import type { RowNow, RowView } from "./row_view.ts";
import { entryOfRow, type Row } from "./rows.ts";
import { toolName } from "./tools/tool_look.ts";
import { ToolLine } from "./ToolLine.tsx";

type TranscriptRowProps = {
  readonly row: Row;
  /** Its place among all lines, from 1, and their number; unknown without. */
  readonly place?: number;
  readonly count?: number;
  readonly view: RowView;
  readonly now: RowNow;
};

/** One line of a transcript: when, who, what. Lines of subagents are indented. */
export function TranscriptRow(
  { row, place, count, view, now }: TranscriptRowProps,
) {
  const entry = entryOfRow(row);
  const result = row.kind === "entry" ? null : row.result;
  const isRunning = row.kind === "tool" && !result && now.isBusy;
  const who = speaker(row, view.agentName);
  const draw = () => (
    <article
      class="entry"
      id={`entry-${row.n}`}
      tabIndex={-1}
      aria-label={who || TRANSCRIPT_TEXT.turnEnded}
      aria-posinset={place}
      aria-setsize={count}
      aria-current={now.isMarked || undefined}
      data-kind={entry.kind}
      data-sub={entry.parent_tool_use_id !== null}
    >
      <a
        class="entry-time"
        href={entryAddress(view.agentId, row.n)}
      >
        <Clock at={entry.at} />
      </a>
      <span class="entry-who">{who}</span>
      <div class="entry-what">
        <What row={row} view={view} now={now} />
      </div>
    </article>
  );
  // A repaint passes over all lines but a few.
  return (
    <Unchanged
      of={[
        entry,
        result,
        now.isMarked,
        now.sought,
        now.isBusy && !result,
        isRunning ? now.nowMs : 0,
        place,
        count,
        view,
      ]}
      draw={draw}
    />
  );
}

function What(
  { row, view, now }: Pick<TranscriptRowProps, "row" | "view" | "now">,
) {
  switch (row.kind) {
    case "tool":
      return (
        <ToolLine call={row.call} result={row.result} view={view} now={now} />
      );
    case "far_result":
      return (
        <p class="meta">
          {TRANSCRIPT_TEXT.resultOf(toolName(row.call.tool).name)}:{" "}
          <a href={entryAddress(view.agentId, row.call.n)}>
            {TRANSCRIPT_TEXT.toCall}
          </a>
        </p>
      );
    case "entry":
      return <EntryLine entry={row.entry} view={view} now={now} />;
  }
}

/** The address of one entry: it is there without scripts, too. */
function entryAddress(agentId: string, n: number): string {
  return `/agents/${agentId}?entry=${n}#entry-${n}`;
}

function speaker(row: Row, agentName: string): string {
  if (row.kind !== "entry") return TRANSCRIPT_TEXT.tool;
  const isOwn = row.entry.parent_tool_use_id === null;
  switch (row.entry.kind) {
    case "prompt":
      return isOwn ? TRANSCRIPT_TEXT.you : agentName;
    case "text":
    case "thinking":
      return isOwn ? agentName : TRANSCRIPT_TEXT.subagent;
    case "tool_result":
      return TRANSCRIPT_TEXT.tool;
    case "notice":
      return TRANSCRIPT_TEXT.notice;
    case "turn_ended":
      return "";
  }
}
