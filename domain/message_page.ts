import type { HistoryOutcome, HistoryRefusal } from "./history.ts";
import type { Message } from "./message.ts";
import { isMessageFit } from "./message_fit.ts";
import type { Page } from "./platform.ts";
import type { MessageFilter } from "./record_filters.ts";

/** A page of messages; `complete` is false when those of the history are missing. */
export type MessagePage = Page<Message> & { readonly complete: boolean };

type Asks = {
  /** Messages that the fleet has, as they are now. */
  readonly live: readonly Message[];
  readonly history: (
    filter: MessageFilter,
  ) => Promise<HistoryOutcome<Page<Message>>>;
};

/** Where a page begins: below a message, and at a page of the history. */
type Place = { readonly below?: string; readonly at?: string };

/**
 * One page of messages, the newest first. The history has them all but follows
 * with a delay; the fleet has the newest as they are now. So each page of the
 * history is put together with what the fleet has of the same time. While the
 * history is away, the fleet's alone are the answer.
 */
export async function messagePage(
  { live, history }: Asks,
  filter: MessageFilter,
): Promise<
  | { readonly ok: true; readonly value: MessagePage }
  | { readonly ok: false; readonly refusal: HistoryRefusal }
> {
  const place = readPlace(filter.cursor);
  if (!place) return badCursor(filter.cursor ?? "");
  const asked = await history({ ...filter, cursor: place.at });
  if (!asked.ok && asked.refusal.code !== "history_away") return asked;
  const page = asked.ok ? asked.value : { items: [], next: null };
  const end = page.next === null ? undefined : page.items.at(-1)?.id;
  const here = live.filter(({ id }) => end === undefined || id >= end);
  // A message may fit as the history has it, and no more as it is now.
  const all = newestFirst([...page.items, ...here]).filter((message) =>
    isMessageFit(message, filter) &&
    (place.below === undefined || message.id < place.below)
  );
  const items = all.slice(0, filter.limit);
  const below = items.at(-1)?.id ?? place.below;
  // What did not fit is found again by asking the history for the same page.
  const next = items.length < all.length
    ? writePlace({ below, at: place.at })
    : page.next && writePlace({ below, at: page.next });
  return { ok: true, value: { items, next, complete: asked.ok } };
}

/** Each message once, as it was last. Ids sort by the time they were made. */
function newestFirst(messages: readonly Message[]): Message[] {
  const byId = new Map<string, Message>();
  for (const message of messages) {
    const known = byId.get(message.id);
    if (!known || known.updated_seq < message.updated_seq) {
      byId.set(message.id, message);
    }
  }
  return [...byId.values()].sort((a, b) => a.id < b.id ? 1 : -1);
}

function writePlace({ below = "", at = "" }: Partial<Place>): string {
  return `${below}.${at}`;
}

function readPlace(cursor: string | undefined): Place | undefined {
  if (cursor === undefined) return {};
  const [, below, at] = cursor.match(/^([0-9a-f-]{36})?\.(.*)$/) ?? [];
  if (below === undefined && !at) return undefined;
  return { ...(below && { below }), ...(at && { at }) };
}

function badCursor(cursor: string) {
  const message =
    `Cannot go on with the list at "${cursor}": it is no cursor of this list`;
  return { ok: false, refusal: { code: "invalid_cursor", message } } as const;
}
