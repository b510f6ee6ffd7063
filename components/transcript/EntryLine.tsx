import { useState } from "preact/hooks";
import type { LongText } from "@/domain/long_text.ts";
import { formatDuration, formatMoney, formatTokens } from "../format.ts";
import { Markdown } from "../markdown/Markdown.tsx";
import { TRANSCRIPT_TEXT } from "../text/transcript_text.ts";
import { FoldedText } from "./FoldedText.tsx";
import type { RowNow, RowView } from "./row_view.ts";
import type { Row } from "./rows.ts";
import { Terminal } from "./tools/Terminal.tsx";

type EntryLineProps = {
  readonly entry: Extract<Row, { kind: "entry" }>["entry"];
  readonly view: RowView;
  readonly now: RowNow;
};

const RESULT_LINES = 20;

/** What one entry says, without its time and speaker. */
export function EntryLine({ entry, view, now }: EntryLineProps) {
  const plain = (text: LongText) => (
    <FoldedText {...said(entry.n, text, view, now)}>
      {(shown) => <div class="prose-text">{shown}</div>}
    </FoldedText>
  );
  switch (entry.kind) {
    case "prompt":
      return plain(entry.text);
    case "text":
      return (
        <>
          <FoldedText {...said(entry.n, entry.text, view, now)}>
            {(shown) => <Markdown text={shown} />}
          </FoldedText>
          {entry.aborted && <p class="meta">{TRANSCRIPT_TEXT.cutShort}</p>}
        </>
      );
    case "thinking":
      return <Thinking entry={entry} view={view} now={now} />;
    case "tool_result":
      return (
        <div class="tool-result" data-error={entry.is_error}>
          <FoldedText
            {...said(entry.n, entry.text, view, now)}
            lines={RESULT_LINES}
          >
            {(shown) => <Terminal text={shown} />}
          </FoldedText>
        </div>
      );
    case "turn_ended":
      return (
        <p class="turn-ended">
          {entry.succeeded
            ? TRANSCRIPT_TEXT.turnEnded
            : TRANSCRIPT_TEXT.turnFailed(entry.reason)}
          <span class="num">
            {[
              formatDuration(entry.duration_ms),
              formatMoney(entry.cost_usd),
              TRANSCRIPT_TEXT.tokens(formatTokens(entry.tokens)),
            ].join(" · ")}
          </span>
        </p>
      );
    case "notice":
      return (
        <div class="log-notice" data-level={entry.level}>
          {plain(entry.text)}
        </div>
      );
  }
}

function said(n: number, text: LongText, view: RowView, now: RowNow) {
  return { n, text, sought: now.sought, loadFull: view.loadFull };
}

type ThinkingProps = {
  readonly entry: Extract<EntryLineProps["entry"], { kind: "thinking" }>;
  readonly view: RowView;
  readonly now: RowNow;
};

function Thinking({ entry, view, now }: ThinkingProps) {
  const { n, text } = entry;
  const [isOpen, setIsOpen] = useState(() => view.folds.get(n) ?? false);
  const isShown = isOpen || now.isMarked;
  return (
    <details
      class="thinking"
      open={isShown}
      onToggle={(event) => {
        const { open } = event.currentTarget;
        if (open === isShown) return;
        view.folds.set(n, open);
        setIsOpen(open);
      }}
    >
      <summary>{TRANSCRIPT_TEXT.thinking}</summary>
      {(isShown || !view.isLean) && (
        <FoldedText {...said(n, text, view, now)}>
          {(shown) => <div class="prose-text">{shown}</div>}
        </FoldedText>
      )}
    </details>
  );
}
