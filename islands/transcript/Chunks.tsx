import { TRANSCRIPT_TEXT } from "@/components/text/transcript_text.ts";
import type { RowView } from "@/components/transcript/row_view.ts";
import { TranscriptRow } from "@/components/transcript/TranscriptRow.tsx";
import {
  CHUNK,
  countOf,
  type Held,
  PAGE,
  placeOf,
  rowsOfChunk,
} from "./pages.ts";
import type { Window } from "./use_window.ts";

type ChunksProps = {
  readonly held: Held;
  /** What is drawn; without it, all that is here. */
  readonly window: Window | undefined;
  /** Takes the height of a chunk; there once there is a window. */
  readonly measure: ((element: HTMLElement | null) => void) | undefined;
  readonly view: RowView;
  readonly marked: number | undefined;
  readonly sought: string;
  readonly isBusy: boolean;
  readonly nowMs: number;
};

/** The lines that are drawn, with room above and below for those that are not. */
export function Chunks(
  { held, window, measure, view, marked, sought, isBusy, nowMs }: ChunksProps,
) {
  const count = countOf(held.listed);
  const chunks = window?.chunks ?? chunksOfPages(held);
  const isWhole = chunks.every((chunk) => rowsOfChunk(held, chunk));
  const hasLines = chunks.some((chunk) => rowsOfChunk(held, chunk)?.length);
  if (count === 0) return null;
  return (
    <>
      {window && <div style={{ height: `${window.abovePx}px` }} />}
      {isWhole && !hasLines && chunks.length > 0 && (
        <p class="meta not-kept">{TRANSCRIPT_TEXT.notKept}</p>
      )}
      <div role={hasLines ? "feed" : undefined} aria-busy={!isWhole}>
        {chunks.map((chunk) => {
          const rows = rowsOfChunk(held, chunk);
          return (
            <div
              key={chunk}
              role="presentation"
              class="entries"
              data-index={chunk}
              data-loaded={rows !== undefined}
              ref={window && measure}
            >
              {rows?.map((row) => {
                const isMarked = marked !== undefined &&
                  (row.n === marked ||
                    row.kind === "tool" && row.result?.n === marked);
                return (
                  <TranscriptRow
                    key={row.n}
                    row={row}
                    place={placeOf(held.listed, row.n) + 1}
                    count={count}
                    view={view}
                    now={{
                      isMarked,
                      sought: isMarked ? sought : "",
                      isBusy,
                      nowMs,
                    }}
                  />
                );
              })}
            </div>
          );
        })}
      </div>
      {window && <div style={{ height: `${window.belowPx}px` }} />}
    </>
  );
}

/** All chunks of the pages that are here. */
function chunksOfPages({ listed, pages }: Held): readonly number[] {
  const all = Math.ceil(countOf(listed) / CHUNK);
  return [...pages.keys()].sort((a, b) => a - b).flatMap((page) =>
    Array.from(
      { length: PAGE / CHUNK },
      (_, index) => page * PAGE / CHUNK + index,
    )
  ).filter((chunk) => chunk < all);
}
