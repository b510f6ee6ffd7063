import { useRef, useState } from "preact/hooks";
import { callApi } from "@/islands/live/api.ts";
import type { TranscriptPart } from "@/domain/transcript_match.ts";

/** What a search found, and where the reader is in it. */
export type Found = {
  readonly text: string;
  /** Numbers of entries, oldest first. */
  readonly numbers: readonly number[];
  readonly total: number;
  readonly isComplete: boolean;
  /** Place in `numbers`; -1 where nothing was found. */
  readonly at: number;
};

type Answer = {
  readonly numbers: readonly number[];
  readonly total: number;
  readonly complete: boolean;
};

/** Asks for the entries with a text, or of a part; undefined when it fails. */
export async function askMatches(
  agentId: string,
  search: { readonly text?: string; readonly part?: TranscriptPart },
): Promise<Answer | undefined> {
  const query = new URLSearchParams(search);
  const answer = await callApi<Answer>(
    "GET",
    `agents/${agentId}/transcript/search?${query}`,
  );
  return answer.ok ? answer.value : undefined;
}

/**
 * Searches one transcript on the server and steps through what was found,
 * from the newest on.
 */
export function useFind(
  agentId: string,
  part: TranscriptPart | undefined,
  goTo: (n: number) => void,
) {
  const [found, setFound] = useState<Found>();
  const [busy, setBusy] = useState(false);
  const asked = useRef(0);

  const find = async (text: string) => {
    const question = ++asked.current;
    if (text === "") {
      setBusy(false);
      return setFound(undefined);
    }
    setBusy(true);
    const answer = await askMatches(agentId, part ? { text, part } : { text });
    if (question !== asked.current) return;
    setBusy(false);
    if (!answer) return;
    const { numbers, total, complete } = answer;
    const at = numbers.length - 1;
    setFound({ text, numbers, total, isComplete: complete, at });
    const n = numbers[at];
    if (n !== undefined) goTo(n);
  };

  const step = (by: 1 | -1) => {
    if (!found || found.numbers.length === 0) return;
    const count = found.numbers.length;
    const at = (found.at + by + count) % count;
    setFound({ ...found, at });
    goTo(found.numbers[at]!);
  };

  return { found, busy, find, step };
}
