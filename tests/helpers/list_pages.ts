import type { SessionId } from "@/domain/ids.ts";
import type { Page } from "@/domain/platform.ts";
import type { Session } from "@/domain/session.ts";
import { NO_USAGE } from "@/domain/usage_sum.ts";
import { AT, someId } from "@/tests/helpers/fleet.ts";

export const minute = (n: number) =>
  `2026-01-02T03:${String(n).padStart(2, "0")}:00.000Z`;
export const sessionId = (n: number) => someId(n) as SessionId;

/** An active session that was made in that minute. */
export function sampleSession(
  n: number,
  changes: Partial<Session> = {},
): Session {
  return {
    id: sessionId(n),
    name: `Work ${n}`,
    state: { status: "active", since: AT },
    usage: NO_USAGE,
    worked_ms: 0,
    agents: 0,
    tasks_completed: 0,
    tasks_failed: 0,
    created_at: minute(n),
    updated_at: AT,
    updated_seq: 1,
    ...changes,
  };
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
