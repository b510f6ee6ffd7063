import { useEffect, useRef, useState } from "preact/hooks";
import type { TranscriptEntry } from "@/domain/transcript.ts";
import { TRANSCRIPT_TEXT } from "@/components/text/transcript_text.ts";
import { toolName } from "@/components/transcript/tools/tool_look.ts";

const EVERY_MS = 5_000;
const MAX_CHARS = 120;

/**
 * What screen readers are told of new entries: a sentence every few seconds at
 * most, and only while the end is followed.
 */
export function useAnnounced(
  newest: TranscriptEntry | undefined,
  isOn: boolean,
): string {
  const [words, setWords] = useState("");
  const told = useRef<number>();
  const waiting = useRef<ReturnType<typeof setTimeout>>();
  const latest = useRef(newest);
  latest.current = newest;

  useEffect(() => {
    if (!newest) return;
    if (!isOn) {
      told.current = newest.n;
      return;
    }
    told.current ??= newest.n - 1;
    waiting.current ??= setTimeout(() => {
      waiting.current = undefined;
      const last = latest.current;
      const count = last ? last.n - (told.current ?? last.n) : 0;
      if (!last || count <= 0) return;
      told.current = last.n;
      setWords(TRANSCRIPT_TEXT.announced(count, wordsOf(last)));
    }, EVERY_MS);
  }, [newest, isOn]);
  useEffect(() => () => clearTimeout(waiting.current), []);

  return words;
}

function wordsOf(entry: TranscriptEntry): string {
  switch (entry.kind) {
    case "tool_call":
      return toolName(entry.tool).name;
    case "turn_ended":
      return entry.succeeded
        ? TRANSCRIPT_TEXT.turnEnded
        : TRANSCRIPT_TEXT.turnFailed(entry.reason);
    case "thinking":
      return TRANSCRIPT_TEXT.thinking;
    default:
      return entry.text.text.slice(0, MAX_CHARS);
  }
}
