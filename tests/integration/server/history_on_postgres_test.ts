import assert from "node:assert/strict";
import { openPostgres } from "@/db/pg/postgres_engine.ts";
import { startPostgres } from "@/tests/helpers/pg_server.ts";
import { tempDirectory } from "@/tests/helpers/temp_directory.ts";
import {
  startVamp,
  until,
  type VampServer,
} from "@/tests/helpers/vamp_server.ts";

Deno.test("the history is kept in Postgres, also when that is away for a while", async () => {
  await using folder = await tempDirectory();
  await using postgres = await startPostgres();
  const url = postgres.url("postgres");
  await using server = await startVamp("start", folder.path, {
    DATABASE_URL: url,
  });
  await historyIs(server, "healthy");
  const first = await createSession(server, "Before");

  await postgres.crash();
  const second = await createSession(server, "Meanwhile");
  await historyIs(server, "away");
  const page = await server.api("/");
  await page.body?.cancel();
  assert.equal(page.status, 200);

  await postgres.restart();
  await historyIs(server, "healthy");
  await using database = openPostgres(url);
  await until(async () => {
    const rows = await database<{ id: string; name: string }>`
      select id, name from sessions order by created_at`;
    return rows.length === 2 && rows[1]?.name === "Meanwhile" &&
        rows[0]?.id === first && rows[1]?.id === second || undefined;
  }, "the sessions did not reach the history");
});

async function createSession(
  server: VampServer,
  name: string,
): Promise<string> {
  const answer = await server.api("/api/sessions", {
    method: "POST",
    body: JSON.stringify({ name }),
  });
  assert.equal(answer.status, 201);
  return (await answer.json()).id;
}

/** The next change is what wakes a history that waits. */
async function historyIs(server: VampServer, state: string): Promise<void> {
  let last = "";
  await until(
    async () => {
      const health = await (await server.api("/api/health")).json();
      last = JSON.stringify(health.history);
      return health.history.state === state || undefined;
    },
    () => `the history is not ${state}: ${last} ${server.printed()}`,
    60_000,
  );
}
