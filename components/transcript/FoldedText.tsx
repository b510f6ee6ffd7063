import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import type { LongText } from "@/domain/long_text.ts";
import { TRANSCRIPT_TEXT } from "../text/transcript_text.ts";
import type { LoadFull } from "./row_view.ts";
import { useWhole } from "./use_whole.ts";

type FoldedTextProps = {
  readonly text: LongText;
  /** Number of the transcript entry that the text belongs to. */
  readonly n: number;
  /** Lines that are shown before the reader asks for all; all without it. */
  readonly lines?: number;
  /** Shown as a whole when this is not in its beginning. */
  readonly sought?: string;
  readonly loadFull: LoadFull;
  readonly children: (text: string) => ComponentChildren;
};

/** A long text, folded to its first lines until the reader asks for the rest. */
export function FoldedText(
  { text, n, lines, sought = "", loadFull, children }: FoldedTextProps,
) {
  const [isOpen, setIsOpen] = useState(false);
  const preview = firstLines(text.text, lines);
  const isSought = sought !== "" &&
    !preview.toLowerCase().includes(sought.toLowerCase());
  const whole = useWhole(text, n, loadFull, isOpen || isSought);
  const shown = isOpen || isSought ? whole.text : preview;
  const isAll = whole.isWhole && shown.length === whole.text.length;
  const isFoldable = isAll && isOpen && preview.length < whole.text.length;
  const all = whole.isWhole ? whole.text.split("\n").length : 0;

  return (
    <>
      {children(shown)}
      {!isAll && (
        <button
          type="button"
          class="link"
          onClick={() => setIsOpen(true)}
          disabled={whole.busy}
        >
          {whole.busy
            ? TRANSCRIPT_TEXT.loading
            : all > 1
            ? TRANSCRIPT_TEXT.showAllLines(all)
            : TRANSCRIPT_TEXT.showAllChars(text.length)}
        </button>
      )}
      {isFoldable && (
        <button
          type="button"
          class="link"
          onClick={() => setIsOpen(false)}
        >
          {TRANSCRIPT_TEXT.showLess}
        </button>
      )}
    </>
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
