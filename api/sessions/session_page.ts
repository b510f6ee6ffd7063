import { z } from "@hono/zod-openapi";
import { SessionId } from "@/domain/ids.ts";
import {
  orderOf,
  SESSION_ORDERS,
  type SessionOrder,
} from "@/domain/list_order.ts";
import { mergedPage } from "@/domain/merged_page.ts";
import type { Page, Queries } from "@/domain/platform.ts";
import type { Session } from "@/domain/session.ts";
import { SESSION_STATUSES } from "@/domain/session_status.ts";
import { sortBy } from "../sorting.ts";

const NEWEST_FIRST = "-created_at";

/** Which sessions to list, and in which order. */
export const ListOfSessions = z.strictObject({
  status: z.enum(SESSION_STATUSES).optional(),
  sort: sortBy(SESSION_ORDERS, NEWEST_FIRST),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(500).optional(),
});

/** One page of the sessions that fit; `undefined` when the cursor is none of this list. */
export async function sessionPage(
  platform: Queries,
  { status, sort, limit, cursor }: z.infer<typeof ListOfSessions>,
): Promise<Page<Session> | undefined> {
  const filter = status ? { status } : {};
  if (sort === NEWEST_FIRST) {
    // The live store has them in this order, whatever became of the history.
    const after = SessionId.optional().safeParse(cursor);
    if (!after.success) return undefined;
    return await platform.listSessions({
      ...filter,
      limit,
      ...(after.data ? { cursor: after.data } : {}),
    });
  }
  const order = orderOf<SessionOrder["by"]>(sort);
  const { sessions } = platform.fleet();
  return await mergedPage({
    here: Object.values(sessions)
      .filter((each) => !status || each.state.status === status),
    isHere: (id) => id in sessions,
    key: (each) => keyOf(each, order.by),
    older: (range) => platform.sessionHistory({ ...filter, ...range, order }),
    range: { descending: order.descending, limit, cursor },
  });
}

function keyOf(session: Session, field: SessionOrder["by"]): string | number {
  if (field === "cost_usd") return session.usage.cost_usd;
  return field === "name" ? session.name.toLowerCase() : session[field];
}
