import { strict as assert } from "node:assert";
import { join } from "node:path";
import fc from "fast-check";
import { makeBackup } from "@/backup/make_backup.ts";
import { restoreBackup } from "@/backup/restore_backup.ts";
import { openPglite } from "@/db/pg/pglite_engine.ts";
import { openPostgres } from "@/db/pg/postgres_engine.ts";
import type { Database } from "@/db/pg/sql.ts";
import {
  backupSource,
  dumpedHistory,
  openWriting,
  pgPrograms,
  restoreTarget,
  SECRET,
} from "@/tests/helpers/backups.ts";
import type { BackupMethod } from "@/domain/config.ts";
import { anyCommands } from "@/tests/helpers/fleet_commands.ts";
import {
  databasesForFile,
  type EngineName,
  ENGINES,
} from "@/tests/helpers/pg_databases.ts";
import { tempDirectory } from "@/tests/helpers/temp_directory.ts";

const databases = databasesForFile();
/** The same long course of a fleet in every run. */
const [COURSE = []] = fc.sample(anyCommands, { numRuns: 1, seed: 7 });

/** Every row of every table, as text. */
async function contents(database: Database): Promise<unknown> {
  const rows = await database<{ all: unknown }>`
    select jsonb_build_object(
      'sessions', (select jsonb_agg(t::text order by t::text) from sessions t),
      'agents', (select jsonb_agg(t::text order by t::text) from agents t),
      'tasks', (select jsonb_agg(t::text order by t::text) from tasks t),
      'attempts', (select jsonb_agg(t::text order by t::text) from task_attempts t),
      'events', (select jsonb_agg(t::text order by t::text) from events t),
      'entries', (select jsonb_agg(t::text order by t::text) from transcript_entries t),
      'usage', (select jsonb_agg(t::text order by t::text) from usage_records t),
      'audit', (select jsonb_agg(t::text order by t::text) from audit_log t),
      'metrics', (select jsonb_agg(t::text order by t::text) from performance_metrics t),
      'texts', (select jsonb_agg(t::text order by t::text) from texts t),
      'head', (select jsonb_agg(t::text) from history_head t)) as all`;
  return rows[0]?.all;
}

/** Values that do not survive careless copying. */
async function addOddRows(database: Database): Promise<void> {
  await database.exec(`
    insert into audit_log (actor, action, outcome, data)
      values ('a "b" \\ c', E'line\\nline\\ttab', 'failed', 'null'),
        ('ümläut 🦀', '', 'succeeded', '{"n": 1e400, "b": 1.10, "x": [null, {}]}');
    insert into performance_metrics (metric_name, value, unit)
      values ('m', 123456789012345678901234567890.000000001, null),
        ('m', 'NaN', '');
    insert into usage_records (seq, at, agent_id, input_tokens, output_tokens,
        cache_read_tokens, cache_write_tokens, cost_usd)
      values (9007199254740993, '2026-01-02 03:04:05.678+00', gen_random_uuid(),
        1, 2, 3, 4, 0.1 + 0.2::float8);
    insert into texts values ('b-a', 'x'), ('ba', 'y'), ('B', '[1,"2"]'), ('Ä', '');`);
}

const WAYS: readonly {
  readonly from: EngineName;
  readonly method: BackupMethod;
  readonly to: readonly EngineName[];
}[] = [
  { from: "pglite", method: "export", to: ENGINES },
  { from: "postgres", method: "export", to: ENGINES },
  { from: "postgres", method: "pg_dump", to: ["postgres"] },
];

for (const { from, method, to: targets } of WAYS) {
  for (const to of targets) {
    Deno.test(`backup from ${from} by ${method} is restored to ${to} with every row and record`, async () => {
      await using folder = await tempDirectory();
      await using target = await tempDirectory();
      await using source = await databases.open(from);
      using writing = await openWriting(folder.path);
      for (const command of COURSE) await writing.act(command);
      await writing.drain(source);
      await addOddRows(source);
      const path = join(folder.path, "a.vamp");
      const url = to === "postgres"
        ? await databases.emptyDatabase()
        : undefined;

      const made = await makeBackup(
        backupSource(folder.path, source, {
          secret: SECRET,
          ...(from === "postgres" && {
            history: await dumpedHistory(source, databases.server(), {
              method,
            }),
          }),
        }),
        path,
      );
      const restored = await restoreBackup(
        path,
        { secret: SECRET },
        restoreTarget(target.path, url, await pgPrograms("pg_restore")),
      );

      assert.deepEqual(restored, made);
      const { name } = made.parts[1] ?? {};
      assert.equal(name === "history-dump", method === "pg_dump");
      await using history = url
        ? openPostgres(url)
        : await openPglite(join(target.path, "history"));
      assert.deepEqual(await contents(history), await contents(source));
      const kept = await openWriting(target.path);
      using _kept = kept;
      assert.deepEqual(kept.fleet(), writing.fleet());
      const names = await Array.fromAsync(
        Deno.readDir(target.path),
        (e) => e.name,
      );
      assert.deepEqual(
        names.filter((name) => name.includes("unfinished")),
        [],
      );
    });
  }
}
