import { strict as assert } from "node:assert";
import { listAgents, upsertAgents } from "@/db/pg/agents.ts";
import { listAttempts } from "@/db/pg/attempts.ts";
import { listEvents } from "@/db/pg/events.ts";
import { listSessions, upsertSessions } from "@/db/pg/sessions.ts";
import { listTasks } from "@/db/pg/tasks.ts";
import { agentId, AT, sampleAgent, sessionId } from "@/tests/helpers/fleet.ts";
import type { TestDatabases } from "@/tests/helpers/pg_databases.ts";
import { allPages, minute, sessionOf } from "@/tests/helpers/list_pages.ts";

/** How agents and sessions are listed and found. */
export function agentLists(databases: TestDatabases): void {
  databases.test("agents are listed newest first, page by page, also of one age", async (database) => {
    const agents = [1, 2, 3, 4, 5].map((n) =>
      sampleAgent(n, {
        created_at: n < 4 ? minute(1) : minute(n),
        updated_seq: 1,
      })
    );
    await upsertAgents(database, agents);

    const pages = await allPages(
      (range) => listAgents(database, range),
      ({ id }) => id,
    );

    assert.deepEqual(
      pages,
      [[5, 4], [3, 2], [1]].map((page) => page.map(agentId)),
    );
  });

  databases.test("agents are found by what they are, of what session, and when", async (database) => {
    await upsertAgents(database, [
      sampleAgent(1, {
        role: "manager",
        created_at: minute(1),
        updated_seq: 1,
      }),
      sampleAgent(2, {
        state: { status: "terminated", since: AT, reason: "asked" },
        session_id: sessionId(7),
        created_at: minute(2),
        updated_seq: 1,
      }),
    ]);
    const ids = async (filter: Partial<Parameters<typeof listAgents>[1]>) =>
      (await listAgents(database, { limit: 9, ...filter })).items
        .map(({ id }) => id);

    assert.deepEqual(await ids({ role: "manager" }), [agentId(1)]);
    assert.deepEqual(await ids({ status: "terminated" }), [agentId(2)]);
    assert.deepEqual(await ids({ status: "terminated", role: "manager" }), []);
    assert.deepEqual(await ids({ sessionId: sessionId(7) }), [agentId(2)]);
    assert.deepEqual(await ids({ after: new Date(minute(2)) }), [agentId(2)]);
    assert.deepEqual(await ids({ before: new Date(minute(2)) }), [agentId(1)]);
  });

  databases.test("sessions are listed and found by status", async (database) => {
    const sessions = [
      sessionOf(1),
      sessionOf(2, { state: { status: "archived", since: AT } }),
      sessionOf(3),
    ];
    await upsertSessions(database, sessions);

    const pages = await allPages(
      (range) => listSessions(database, range),
      ({ name }) => name,
    );
    const archived = await listSessions(database, {
      status: "archived",
      limit: 9,
    });

    assert.deepEqual(pages, [["Work 3", "Work 2"], ["Work 1"]]);
    assert.deepEqual(archived, { items: [sessions[1]], next: null });
  });

  databases.test("a cursor that the list did not make is refused", async (database) => {
    const lists = [
      (cursor: string) => listAgents(database, { limit: 1, cursor }),
      (cursor: string) => listTasks(database, { limit: 1, cursor }),
      (cursor: string) => listSessions(database, { limit: 1, cursor }),
      (cursor: string) => listEvents(database, { limit: 1, cursor }),
      (cursor: string) =>
        listAttempts(database, { agentId: agentId(1), limit: 1, cursor }),
    ];

    for (const cursor of ["", "nonsense", "WyJ4Il0", "WzEsMiwzXQ"]) {
      for (const list of lists) {
        await assert.rejects(list(cursor), {
          code: "bad_cursor",
          message: `Cannot continue the list at "${cursor}"`,
        });
      }
    }
  });
}
