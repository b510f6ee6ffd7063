import { join } from "node:path";
import { openHistory } from "@/db/pg/open_history.ts";
import { makeReadyDatabase } from "@/tests/helpers/pg_databases.ts";
import { startPostgres } from "@/tests/helpers/pg_server.ts";

/**
 * Makes histories with their tables and no rows, for tests to copy: making one
 * takes seconds of computing, and many of them need one.
 *
 * @param folder Absolute; they are made in it.
 * @returns The variables that say where they are.
 */
export async function makeReadyHistories(
  folder: string,
): Promise<Readonly<Record<string, string>>> {
  const embedded = join(folder, "history");
  const cluster = join(folder, "cluster");
  await makeEmbedded(embedded);
  // Elsewhere there may be no Postgres, which only its own tests need.
  if (Deno.build.os !== "linux") return { VAMP_TEST_HISTORY: embedded };
  await makeCluster(cluster);
  return { VAMP_TEST_HISTORY: embedded, VAMP_TEST_CLUSTER: cluster };
}

async function makeEmbedded(folder: string): Promise<void> {
  await using _history = await openHistory({ url: undefined, folder });
}

async function makeCluster(folder: string): Promise<void> {
  await using server = await startPostgres();
  await makeReadyDatabase(server);
  await server.saveTo(folder);
}
