import type { Page } from "@/domain/platform.ts";
import type { Session } from "@/domain/session.ts";
import { sampleSession } from "@/tests/helpers/fleet.ts";

/** A moment so many minutes after three o'clock. */
export const minute = (n: number) =>
  `2026-01-02T03:${String(n).padStart(2, "0")}:00.000Z`;

/** A session that was made in that minute. */
export function sessionOf(n: number, changes: Partial<Session> = {}): Session {
  return sampleSession(n, {
    name: `Work ${n}`,
    created_at: minute(n),
    updated_seq: 1,
    ...changes,
  });
}

/** The ids of all pages of a list, read with that many to a page. */
export async function allPages<Item>(
  list: (range: { limit: number; cursor?: string }) => Promise<Page<Item>>,
  idOf: (item: Item) => unknown,
  limit = 2,
): Promise<unknown[][]> {
  const pages: unknown[][] = [];
  let cursor: string | null | undefined;
  do {
    const page = await list(cursor ? { limit, cursor } : { limit });
    pages.push(page.items.map(idOf));
    cursor = page.next;
  } while (cursor);
  return pages;
}
