import { useEffect, useRef, useState } from "preact/hooks";
import { callApi, type Problem } from "@/islands/live/api.ts";
import { listen, type LiveMessage } from "@/islands/live/store.ts";
import { join } from "@/islands/live/stream.ts";
import type { TranscriptEntry } from "@/domain/transcript.ts";
import {
  applyDelta,
  type Draft,
  settleDrafts,
} from "@/components/transcript/drafts.ts";
import { capEntries, firstGap, MAX_ENTRIES, mergeEntries } from "./entries.ts";

const PAGE = 100;

type Held = {
  readonly entries: readonly TranscriptEntry[];
  readonly drafts: readonly Draft[];
};
type Fetched = { readonly entries: readonly TranscriptEntry[] };

/**
 * The live transcript of one agent: starts with what the page was rendered
 * with, appends what the stream tells, fetches what is missing.
 *
 * @param isLive False for a piece of the past, which nothing is appended to.
 */
export function useTranscript(
  agentId: string,
  rendered: readonly TranscriptEntry[],
  isLive = true,
) {
  const [held, setHeld] = useState<Held>({ entries: rendered, drafts: [] });
  const [problem, setProblem] = useState<Problem>();
  const [loading, setLoading] = useState(false);
  const asked = useRef<number>();

  const add = (more: readonly TranscriptEntry[], cap: boolean) =>
    setHeld(({ entries, drafts }) => {
      const merged = mergeEntries(entries, more);
      return { entries: cap ? capEntries(merged) : merged, drafts };
    });

  const load = async (before: number | undefined, limit: number) => {
    const query = new URLSearchParams({ limit: String(limit) });
    if (before !== undefined) query.set("before", String(before));
    const answer = await callApi<Fetched>(
      "GET",
      `agents/${agentId}/transcript?${query}`,
    );
    setProblem(answer.ok ? undefined : answer.problem);
    return answer.ok ? answer.value.entries : [];
  };

  useEffect(() => {
    if (!isLive) return;
    const stop = listen((messages) => {
      if (messages.some(({ kind }) => kind === "snapshot")) {
        load(undefined, PAGE).then((entries) => add(entries, true));
      }
      setHeld((before) => fold(before, messages, agentId));
    });
    const leave = join(`transcript:${agentId}`);
    return () => {
      stop();
      leave();
    };
  }, [agentId]);

  const gap = firstGap(held.entries);
  useEffect(() => {
    if (!gap || asked.current === gap.before) return;
    asked.current = gap.before;
    load(gap.before, Math.min(gap.missing, PAGE))
      .then((entries) => add(entries, true));
  }, [gap?.before]);

  const first = held.entries[0]?.n ?? 0;
  const room = MAX_ENTRIES - held.entries.length;
  const loadEarlier = async () => {
    setLoading(true);
    add(await load(first, Math.min(PAGE, room)), false);
    setLoading(false);
  };

  const last = held.entries.at(-1)?.n ?? -1;
  const loadLater = async () => {
    setLoading(true);
    const limit = Math.min(PAGE, room);
    add(await load(last + 1 + limit, limit), false);
    setLoading(false);
  };

  return {
    ...held,
    problem,
    loading,
    hasEarlier: first > 0,
    isFull: room <= 0,
    loadEarlier,
    loadLater,
  };
}

function fold(
  held: Held,
  messages: readonly LiveMessage[],
  agentId: string,
): Held {
  const arrived: TranscriptEntry[] = [];
  let drafts = held.drafts;
  for (const message of messages) {
    if (message.kind === "delta") {
      if (message.delta.agent_id !== agentId) continue;
      drafts = applyDelta(drafts, message.delta);
    } else if (message.kind === "event") {
      const { event } = message;
      if (event.type !== "transcript.appended") continue;
      if (event.agent_id !== agentId) continue;
      arrived.push(event.data.entry);
      drafts = settleDrafts(drafts, event.data.entry);
    } else {
      drafts = [];
    }
  }
  if (arrived.length === 0 && drafts === held.drafts) return held;
  return {
    entries: arrived.length === 0
      ? held.entries
      : capEntries(mergeEntries(held.entries, arrived)),
    drafts,
  };
}
