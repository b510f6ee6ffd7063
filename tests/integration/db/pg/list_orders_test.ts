import { strict as assert } from "node:assert";
import { upsertAgents } from "@/db/pg/agents.ts";
import { listApprovals, upsertApprovals } from "@/db/pg/approvals.ts";
import { BadCursor } from "@/db/pg/cursor.ts";
import { listHandoffs, upsertHandoffs } from "@/db/pg/handoffs.ts";
import { listSessions, upsertSessions } from "@/db/pg/sessions.ts";
import { listTasks, upsertTasks } from "@/db/pg/tasks.ts";
import {
  APPROVAL_ORDERS,
  HANDOFF_ORDERS,
  SESSION_ORDERS,
  TASK_ORDERS,
} from "@/domain/list_order.ts";
import type { Page } from "@/domain/platform.ts";
import { type SortKey, standsBefore } from "@/domain/sorted_page.ts";
import { NO_USAGE } from "@/domain/usage_sum.ts";
import {
  agentId,
  sampleAgent,
  sampleSession,
  sampleTask,
} from "@/tests/helpers/fleet.ts";
import { sampleApproval, sampleHandoff } from "@/tests/helpers/managed_work.ts";
import { databasesForFile } from "@/tests/helpers/pg_databases.ts";

const databases = databasesForFile();

/** Some are alike in each field. */
const NUMBERS = [1, 2, 3, 4, 5, 6, 7];
const day = (n: number) => `2026-01-0${1 + n % 4}T00:00:00.000Z`;
const changes = (n: number) => ({
  created_at: day(n),
  updated_at: day(7 - n),
  usage: { ...NO_USAGE, cost_usd: n % 3 / 7 },
});

/** All pages of two, in the order in which they came. */
async function allOf<R>(
  read: (cursor: string | undefined) => Promise<Page<R>>,
): Promise<R[]> {
  const items: R[] = [];
  let cursor: string | undefined;
  do {
    const page = await read(cursor);
    items.push(...page.items);
    cursor = page.next ?? undefined;
  } while (cursor);
  return items;
}

/** All are there, each before the next as pages at hand have them. */
function assertSorted<R extends { readonly id: string }>(
  items: readonly R[],
  key: SortKey<R>,
  descending: boolean,
  where: string,
): void {
  assert.equal(new Set(items.map(({ id }) => id)).size, NUMBERS.length, where);
  for (const [n, next] of items.slice(1).entries()) {
    const one = items[n] as R;
    assert.ok(standsBefore(one, next, key, { descending }), where);
  }
}

databases.test("tasks, sessions, hand-offs and requests come in every order, both ways, as lists at hand are sorted", async (sql) => {
  const tasks = NUMBERS.map((n) =>
    sampleTask(n, 1, { ...changes(n), priority: n % 2 * 10 })
  );
  await upsertAgents(sql, [sampleAgent(1)]);
  await upsertTasks(sql, tasks);
  await upsertSessions(
    sql,
    NUMBERS.map((n) =>
      sampleSession(n, { ...changes(n), name: n % 2 ? `b ${n}` : `Ä ${n}` })
    ),
  );
  await upsertHandoffs(
    sql,
    tasks.map((task, index) => sampleHandoff(index, task, changes(index))),
  );

  await upsertApprovals(
    sql,
    NUMBERS.map((n) =>
      sampleApproval(n, agentId(1), {
        created_at: day(n),
        expires_at: day(7 - n),
      })
    ),
  );

  for (const descending of [true, false]) {
    for (const by of TASK_ORDERS) {
      const found = await allOf((cursor) =>
        listTasks(sql, { limit: 2, cursor, order: { by, descending } })
      );
      assertSorted(
        found,
        (task) => by === "cost_usd" ? task.usage.cost_usd : task[by],
        descending,
        `tasks by ${by}`,
      );
    }
    for (const by of SESSION_ORDERS) {
      const found = await allOf((cursor) =>
        listSessions(sql, { limit: 2, cursor, order: { by, descending } })
      );
      assertSorted(
        found,
        (session) =>
          by === "cost_usd"
            ? session.usage.cost_usd
            : by === "name"
            ? session.name.toLowerCase()
            : session[by],
        descending,
        `sessions by ${by}`,
      );
    }
    for (const by of HANDOFF_ORDERS) {
      const found = await allOf((cursor) =>
        listHandoffs(sql, { limit: 2, cursor, order: { by, descending } })
      );
      assertSorted(found, (each) => each[by], descending, `hand-offs by ${by}`);
    }
    for (const by of APPROVAL_ORDERS) {
      const found = await allOf((cursor) =>
        listApprovals(sql, { limit: 2, cursor, order: { by, descending } })
      );
      assertSorted(found, (each) => each[by], descending, `requests by ${by}`);
    }
  }
});

databases.test("a cursor of another order is refused", async (sql) => {
  const byName = btoa(JSON.stringify(["a name", "not an id"]));

  await assert.rejects(
    listTasks(sql, {
      limit: 1,
      cursor: byName,
      order: { by: "priority", descending: true },
    }),
    BadCursor,
  );
});
