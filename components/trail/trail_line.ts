import type { FleetEvent } from "@/domain/event.ts";
import { beginning } from "@/domain/beginning.ts";
import { entryHref } from "../history/HitItem.tsx";
import { eventWords } from "./event_words.ts";

/** Characters of an event's data that a page shows. */
const DATA_CHARS = 2_000;

/** One event as a page shows it. */
export type TrailLine = {
  readonly seq: number;
  readonly at: string;
  readonly words: string;
  /** Where more of it is; null when this is all. */
  readonly href: string | null;
  /** Its data as JSON laid out for reading, cut where it is long. */
  readonly data: string;
};

/** The line of one event. */
export function trailLine(event: FleetEvent): TrailLine {
  const json = JSON.stringify(event.data, null, 2);
  const shown = beginning(json, DATA_CHARS);
  return {
    seq: event.seq,
    at: event.at,
    words: eventWords(event),
    href: event.type === "transcript.appended"
      ? entryHref(event.agent_id, event.data.entry.n)
      : null,
    data: shown.length < json.length ? `${shown}\n…` : shown,
  };
}

/** Both lists as one in the order of the log, each event once. */
export function joinLines(
  lines: readonly TrailLine[],
  more: readonly TrailLine[],
): readonly TrailLine[] {
  const last = lines.at(-1)?.seq ?? 0;
  const known = new Set(lines.map(({ seq }) => seq));
  const fresh = more.filter(({ seq }) => !known.has(seq));
  if (fresh.length === 0) return lines;
  const joined = [...lines, ...fresh];
  return fresh.every(({ seq }) => seq > last)
    ? joined
    : joined.sort((a, b) => a.seq - b.seq);
}
