import { useState } from "preact/hooks";
import type { LongText } from "@/domain/long_text.ts";
import { formatCount } from "../format.ts";

/** Reads the whole of a text that is held in part. */
export type LoadFull = (n: number) => Promise<string | undefined>;

type ProseProps = {
  readonly text: LongText;
  /** Number of the transcript entry that the text belongs to. */
  readonly n: number;
  /** Lines that are shown before the reader asks for all. */
  readonly lines?: number;
  readonly code?: boolean;
  readonly loadFull: LoadFull;
};

/** A text as it was written, cut where it is long. */
export function Prose({ text, n, lines, code, loadFull }: ProseProps) {
  const [full, setFull] = useState<string>();
  const [busy, setBusy] = useState(false);
  const preview = full ?? firstLines(text.text, lines);
  const isWhole = preview.length >= text.length;

  const showAll = async () => {
    setBusy(true);
    const isHere = text.text.length >= text.length;
    setFull(isHere ? text.text : await loadFull(n));
    setBusy(false);
  };

  return (
    <div class="prose">
      <div class={code ? "prose-text mono" : "prose-text"}>{preview}</div>
      {!isWhole && full === undefined && (
        <button type="button" class="link" onClick={showAll} disabled={busy}>
          {busy
            ? "Loading…"
            : `Show all ${formatCount(text.length)} characters`}
        </button>
      )}
    </div>
  );
}

function firstLines(text: string, lines: number | undefined): string {
  if (lines === undefined) return text;
  let end = -1;
  for (let line = 0; line < lines; line++) {
    end = text.indexOf("\n", end + 1);
    if (end < 0) return text;
  }
  return text.slice(0, end);
}
