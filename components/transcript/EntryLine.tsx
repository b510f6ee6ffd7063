import { formatDuration, formatMoney, formatTokens } from "../format.ts";
import { type LoadFull, Prose } from "./Prose.tsx";
import type { Row } from "./rows.ts";

type Entry = Extract<Row, { kind: "entry" }>["entry"];

/** What one entry says, without its time and speaker. */
export function EntryLine(
  { entry, loadFull }: { readonly entry: Entry; readonly loadFull: LoadFull },
) {
  const { n } = entry;
  switch (entry.kind) {
    case "prompt":
      return <Prose n={n} text={entry.text} loadFull={loadFull} />;
    case "text":
      return (
        <>
          <Prose n={n} text={entry.text} loadFull={loadFull} />
          {entry.aborted && <p class="meta">Cut short by an interruption.</p>}
        </>
      );
    case "thinking":
      return (
        <details class="thinking">
          <summary>Thinking</summary>
          <Prose n={n} text={entry.text} loadFull={loadFull} />
        </details>
      );
    case "tool_result":
      return (
        <div class="tool-result" data-error={entry.is_error}>
          <Prose code n={n} lines={20} text={entry.text} loadFull={loadFull} />
        </div>
      );
    case "turn_ended":
      return (
        <p class="turn-ended">
          {entry.succeeded ? "Turn ended" : `Turn failed: ${entry.reason}`}
          <span class="num">
            {[
              formatDuration(entry.duration_ms),
              formatMoney(entry.cost_usd),
              `${formatTokens(entry.tokens)} tok`,
            ].join(" · ")}
          </span>
        </p>
      );
    case "notice":
      return (
        <div class="log-notice" data-level={entry.level}>
          <Prose n={n} text={entry.text} loadFull={loadFull} />
        </div>
      );
  }
}
