import {
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
} from "preact/hooks";
import type { TranscriptPart } from "@/domain/transcript_match.ts";
import { EmptyState } from "@/components/EmptyState.tsx";
import { ErrorBox } from "@/components/ErrorBox.tsx";
import { Icon } from "@/components/Icon.tsx";
import { TRANSCRIPT_TEXT } from "@/components/text/transcript_text.ts";
import { DraftRow } from "@/components/transcript/DraftRow.tsx";
import type { RowView } from "@/components/transcript/row_view.ts";
import { callApi } from "./live/api.ts";
import { now } from "./live/store.ts";
import { Chunks } from "./transcript/Chunks.tsx";
import { FindBar } from "./transcript/FindBar.tsx";
import { CHUNK, countOf, placeOf } from "./transcript/pages.ts";
import { actOnRow } from "./transcript/row_keys.ts";
import { useAnnounced } from "./transcript/use_announced.ts";
import { askMatches, useFind } from "./transcript/use_find.ts";
import { useFollow } from "./transcript/use_follow.ts";
import { useHighlights } from "./transcript/use_highlights.ts";
import { type RenderedEntries, usePages } from "./transcript/use_pages.ts";
import { entryOfHash, useTarget } from "./transcript/use_target.ts";
import { pagesAround, useWindow } from "./transcript/use_window.ts";

type TranscriptLogProps = {
  readonly agentId: string;
  readonly agentName: string;
  /** Where the agent works: paths inside it are shown without it. */
  readonly folder: string;
  /** It works on something: calls without a result run. */
  readonly isBusy: boolean;
  /** What the page was rendered with. */
  readonly rendered: RenderedEntries;
  /** The number of an entry to show first, and to mark. */
  readonly marked?: number;
};

/** What an agent was told, said and did, as it happens. */
export default function TranscriptLog(
  { agentId, agentName, folder, isBusy, rendered, marked: first }:
    TranscriptLogProps,
) {
  const [isAlive, setIsAlive] = useState(false);
  const [part, setPart] = useState<TranscriptPart>();
  const scroller = useRef<HTMLDivElement>(null);
  const pages = usePages(agentId, rendered, part);
  const { held, drafts } = pages;
  const count = countOf(held.listed);
  const lastShown = rendered.entries.at(-1)?.n ?? -1;
  const isAtEnd = first === undefined && lastShown + 1 >= rendered.length;
  const end = useFollow(scroller, count, isAtEnd);
  const { window, measure, show, forget } = useWindow(
    scroller,
    held,
    isAlive,
    Math.floor(placeOf(held.listed, first ?? lastShown) / CHUNK),
  );
  const target = useTarget(
    { scroller, held, load: pages.load, show, isAlive, onLeave: end.stay },
    { marked: first, from: isAtEnd ? undefined : first ?? lastShown },
  );
  const { found, busy, find, step } = useFind(agentId, part, target.goTo);
  const sought = found?.text ?? "";
  useHighlights(scroller, sought);
  const announced = useAnnounced(pages.newest, end.following);
  useEffect(() => setIsAlive(true), []);
  useEffect(() => {
    if (isAlive && window.chunks.length > 0) {
      pages.want(pagesAround(window.chunks));
    }
  }, [window.chunks[0], window.chunks.at(-1), held.listed, isAlive]);

  const loadFull = useCallback(async (n: number) => {
    const answer = await callApi<{ readonly text: string }>(
      "GET",
      `agents/${agentId}/transcript/${n}`,
    );
    return answer.ok ? answer.value.text : undefined;
  }, [agentId]);
  const folds = useMemo(() => {
    const opened = new Map<number, boolean>();
    return {
      get: (n: number) => opened.get(n),
      set: (n: number, isOpen: boolean) => void opened.set(n, isOpen),
    };
  }, []);
  const view: RowView = useMemo(
    () => ({ agentId, agentName, folder, loadFull, folds, isLean: isAlive }),
    [agentId, agentName, folder, loadFull, folds, isAlive],
  );

  const narrow = async (next: TranscriptPart | undefined) => {
    setPart(next);
    target.unmark();
    await find("");
    if (!next) pages.setListed({ kind: "all", length: pages.length });
    else {
      const matches = await askMatches(agentId, { part: next });
      if (!matches) return;
      pages.setListed({ kind: "some", numbers: matches.numbers });
    }
    forget();
    end.follow();
  };
  const toStart = () => {
    end.stay();
    scroller.current?.scrollTo({ top: 0 });
  };
  const onClick = (event: MouseEvent) => {
    const element = event.target as Element;
    // Whoever opens a fold wants to read it.
    if (element.closest("summary, button")) return end.stay();
    const link = element.closest<HTMLAnchorElement>("a[href*='#entry-']");
    const n = link && entryOfHash(link.hash);
    if (link === null || n === undefined || n === null) return;
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    history.replaceState(null, "", link.href);
    void target.goTo(n);
  };
  const isEmpty = count === 0 && drafts.length === 0;

  return (
    <section class="transcript-box" aria-labelledby="transcript-title">
      <div class="section-head">
        <h2 id="transcript-title">{TRANSCRIPT_TEXT.title}</h2>
        <span class="meta num">{TRANSCRIPT_TEXT.count(count)}</span>
        <div>
          <button type="button" class="button quiet" onClick={toStart}>
            {TRANSCRIPT_TEXT.toStart}
          </button>
          <button type="button" class="button quiet" onClick={end.follow}>
            {TRANSCRIPT_TEXT.toEnd}
          </button>
          <button
            type="button"
            class="button quiet"
            aria-pressed={end.following}
            aria-keyshortcuts="f"
            onClick={end.following ? end.stay : end.follow}
          >
            {TRANSCRIPT_TEXT.follow(end.following)} <kbd>f</kbd>
          </button>
        </div>
      </div>
      <FindBar
        found={found}
        busy={busy}
        onFind={find}
        onStep={step}
        part={part}
        onPart={narrow}
      />
      {pages.problem && (
        <ErrorBox
          title={pages.problem.message}
          requestId={pages.problem.requestId}
        />
      )}
      <div
        class="transcript"
        role="log"
        aria-live="off"
        aria-labelledby="transcript-title"
        tabIndex={0}
        ref={scroller}
        onScroll={end.onScroll}
        onClick={onClick}
        onKeyDown={(event) => {
          if (actOnRow(event, event.currentTarget)) event.preventDefault();
        }}
      >
        <Chunks
          held={held}
          window={isAlive ? window : undefined}
          measure={measure}
          view={view}
          marked={target.marked}
          sought={sought}
          isBusy={isBusy}
          nowMs={isAlive && isBusy ? now.value : 0}
        />
        {drafts.map((draft) => (
          <DraftRow
            key={`${draft.messageId}.${draft.blockIndex}`}
            draft={draft}
            agentName={agentName}
          />
        ))}
        {isEmpty && (
          <EmptyState
            title={part
              ? TRANSCRIPT_TEXT.nothingTitle
              : TRANSCRIPT_TEXT.emptyTitle}
            text={part
              ? TRANSCRIPT_TEXT.nothingText
              : TRANSCRIPT_TEXT.emptyText}
          />
        )}
      </div>
      <p class="sr-only" aria-live="polite">{announced}</p>
      {!end.following && end.unread > 0 && (
        <button type="button" class="button unread" onClick={end.follow}>
          {TRANSCRIPT_TEXT.newBelow(end.unread)} <Icon name="down" />
        </button>
      )}
    </section>
  );
}
