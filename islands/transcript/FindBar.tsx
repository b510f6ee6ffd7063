import { useRef } from "preact/hooks";
import {
  MAX_SOUGHT_CHARS,
  TRANSCRIPT_PARTS,
  type TranscriptPart,
} from "@/domain/transcript_match.ts";
import { TRANSCRIPT_TEXT } from "@/components/text/transcript_text.ts";
import type { Found } from "./use_find.ts";

type FindBarProps = {
  readonly found: Found | undefined;
  readonly busy: boolean;
  readonly onFind: (text: string) => void;
  readonly onStep: (by: 1 | -1) => void;
  readonly part: TranscriptPart | undefined;
  readonly onPart: (part: TranscriptPart | undefined) => void;
};

/** Searches a transcript, steps through what was found, and narrows it. */
export function FindBar(
  { found, busy, onFind, onStep, part, onPart }: FindBarProps,
) {
  const field = useRef<HTMLInputElement>(null);
  const searchOrStep = (by: 1 | -1) => {
    const text = field.current?.value.trim() ?? "";
    if (found && text === found.text) onStep(by);
    else onFind(text);
  };
  const steps = found && found.numbers.length > 0;

  return (
    <div class="find-bar">
      <form
        role="search"
        class="find-form"
        onSubmit={(event) => {
          event.preventDefault();
          searchOrStep(-1);
        }}
      >
        <input
          ref={field}
          type="search"
          class="find-field"
          aria-label={TRANSCRIPT_TEXT.search}
          placeholder={TRANSCRIPT_TEXT.search}
          title={TRANSCRIPT_TEXT.searchHint}
          maxLength={MAX_SOUGHT_CHARS}
          onInput={(event) => {
            if (event.currentTarget.value === "") onFind("");
          }}
          onKeyDown={(event) => {
            if (event.key === "Enter" && event.shiftKey) {
              event.preventDefault();
              searchOrStep(1);
            }
          }}
        />
        <button type="submit" class="button quiet">
          {TRANSCRIPT_TEXT.find}
        </button>
        <button
          type="button"
          class="button quiet"
          aria-label={TRANSCRIPT_TEXT.previous}
          disabled={!steps}
          onClick={() => onStep(-1)}
        >
          ↑
        </button>
        <button
          type="button"
          class="button quiet"
          aria-label={TRANSCRIPT_TEXT.next}
          disabled={!steps}
          onClick={() => onStep(1)}
        >
          ↓
        </button>
        <span class="meta num" role="status">{stateWords(found, busy)}</span>
      </form>
      <div class="find-parts" role="group" aria-label={TRANSCRIPT_TEXT.show}>
        {([undefined, ...TRANSCRIPT_PARTS] as const).map((each) => (
          <button
            key={each ?? "all"}
            type="button"
            class="button quiet"
            aria-pressed={part === each}
            onClick={() => onPart(each)}
          >
            {TRANSCRIPT_TEXT.parts[each ?? "all"]}
          </button>
        ))}
      </div>
    </div>
  );
}

function stateWords(found: Found | undefined, busy: boolean): string {
  if (busy) return TRANSCRIPT_TEXT.searching;
  if (!found) return "";
  const { numbers, total, at, isComplete } = found;
  const place = numbers.length === 0
    ? TRANSCRIPT_TEXT.found(0)
    // The numbers are the newest; what is left out stands before them.
    : TRANSCRIPT_TEXT.place(total - numbers.length + at + 1, total);
  return isComplete ? place : `${place}. ${TRANSCRIPT_TEXT.partOnly}`;
}
