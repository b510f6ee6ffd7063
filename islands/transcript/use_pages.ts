import { useEffect, useRef, useState } from "preact/hooks";
import { callApi, type Problem } from "@/islands/live/api.ts";
import { listen, type LiveMessage } from "@/islands/live/store.ts";
import { join } from "@/islands/live/stream.ts";
import type { TranscriptEntry } from "@/domain/transcript.ts";
import { isMatch, type TranscriptPart } from "@/domain/transcript_match.ts";
import {
  applyDelta,
  type Draft,
  settleDrafts,
} from "@/components/transcript/drafts.ts";
import {
  countOf,
  type Held,
  heldOf,
  type Listed,
  missingPages,
  PAGE,
  withNew,
  withPage,
} from "./pages.ts";

/** Characters of what tools took and gave that come with a page. */
const TOOL_CHARS = 2_000;
/** Pages that are asked for at once. */
const MOST_ASKED = 4;

/** What the page was rendered with. */
export type RenderedEntries = {
  readonly entries: readonly TranscriptEntry[];
  readonly paired: readonly TranscriptEntry[];
  /** Entries of the whole transcript. */
  readonly length: number;
};

type State = {
  readonly held: Held;
  readonly drafts: readonly Draft[];
  /** Entries of the whole transcript. */
  readonly length: number;
  /** The newest of them, when it came while the page was open. */
  readonly newest: TranscriptEntry | undefined;
};

/**
 * The transcript of one agent as a list of which pages come and go: begins
 * with what the page was rendered with, appends what the stream tells, and
 * reads what is wanted.
 *
 * @param numbers The entries of a part that are listed; without them, all.
 */
export function usePages(
  agentId: string,
  rendered: RenderedEntries,
  part: TranscriptPart | undefined,
) {
  const [state, setState] = useState<State>(() => ({
    held: heldOf(
      { kind: "all", length: lengthOf(rendered) },
      rendered.entries,
      rendered.paired,
    ),
    drafts: [],
    length: lengthOf(rendered),
    newest: undefined,
  }));
  const [problem, setProblem] = useState<Problem>();
  const asked = useRef(new Set<string>());
  const wanted = useRef<readonly number[]>([]);
  const shown = useRef(part);
  shown.current = part;
  const { held } = state;
  const latest = useRef(held);
  latest.current = held;
  /** Answers to questions about an earlier list come too late. */
  const list = useRef(0);

  useEffect(() => {
    const stop = listen((messages) => {
      const isLost = messages.some(({ kind }) => kind === "snapshot");
      setState((before) => fold(before, messages, agentId, shown.current));
      if (isLost) void refresh();
    });
    const leave = join(`transcript:${agentId}`);
    return () => {
      stop();
      leave();
    };
  }, [agentId]);

  /** What came while nobody listened is found by looking. */
  const refresh = async () => {
    const answer = await callApi<{ readonly entries: TranscriptEntry[] }>(
      "GET",
      `agents/${agentId}/transcript?limit=1`,
    );
    if (!answer.ok) return setProblem(answer.problem);
    const last = answer.value.entries.at(-1);
    if (!last) return;
    setState((before) => ({
      ...before,
      length: last.n + 1,
      held: before.held.listed.kind === "all"
        ? { ...before.held, listed: { kind: "all", length: last.n + 1 } }
        : before.held,
    }));
  };

  const loadPage = async (page: number): Promise<boolean> => {
    const { listed } = latest.current;
    const from = page * PAGE;
    const to = Math.min(from + PAGE, countOf(listed));
    const key = `${list.current}.${page}.${to}`;
    if (asked.current.has(key)) return false;
    asked.current.add(key);
    const query = new URLSearchParams({
      tool_chars: String(TOOL_CHARS),
      paired: "true",
    });
    if (listed.kind === "all") {
      query.set("after", String(from - 1));
      if (from === 0) query.delete("after");
      query.set("before", String(to));
      query.set("limit", String(PAGE));
    } else {
      query.set("numbers", listed.numbers.slice(from, to).join(","));
    }
    const answer = await callApi<
      Pick<RenderedEntries, "entries" | "paired">
    >("GET", `agents/${agentId}/transcript?${query}`);
    asked.current.delete(key);
    if (!key.startsWith(`${list.current}.`)) return false;
    if (!answer.ok) {
      setProblem(answer.problem);
      return false;
    }
    setProblem(undefined);
    const { entries, paired } = answer.value;
    setState((before) => ({
      ...before,
      held: withPage(before.held, page, { entries, paired, upTo: to }),
    }));
    return true;
  };

  const load = (pages: readonly number[]) =>
    Promise.all(
      missingPages(latest.current, pages).slice(0, MOST_ASKED).map(loadPage),
    );

  return {
    ...state,
    problem,
    /** Reads these pages, as far as they are not here. */
    want: (pages: readonly number[]) => {
      wanted.current = pages;
      void load(pages);
    },
    load,
    retry: () => {
      setProblem(undefined);
      void load(wanted.current);
    },
    /** Lists something else; nothing of it is here yet. */
    setListed: (listed: Listed) => {
      list.current++;
      asked.current.clear();
      setState((before) => {
        const next = { held: { listed, pages: new Map() } };
        latest.current = next.held;
        return { ...before, ...next };
      });
    },
  };
}

/** Entries may have come between the look at the agent and that at them. */
function lengthOf({ entries, length }: RenderedEntries): number {
  return Math.max(length, (entries.at(-1)?.n ?? -1) + 1);
}

function fold(
  state: State,
  messages: readonly LiveMessage[],
  agentId: string,
  part: TranscriptPart | undefined,
): State {
  let { held, drafts, length, newest } = state;
  for (const message of messages) {
    if (message.kind === "delta") {
      if (message.delta.agent_id !== agentId) continue;
      drafts = applyDelta(drafts, message.delta);
    } else if (message.kind === "event") {
      const { event } = message;
      if (event.type !== "transcript.appended") continue;
      if (event.agent_id !== agentId) continue;
      const { entry } = event.data;
      held = withNew(held, entry, isMatch(entry, { part }));
      drafts = settleDrafts(drafts, entry);
      length = Math.max(length, entry.n + 1);
      newest = entry;
    } else {
      drafts = [];
    }
  }
  const isSame = newest === state.newest && drafts === state.drafts;
  return isSame ? state : { held, drafts, length, newest };
}
