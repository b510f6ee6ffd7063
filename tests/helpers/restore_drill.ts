import { join } from "node:path";
import { makeBackup } from "@/backup/make_backup.ts";
import {
  backupSource,
  openWriting,
  restoreTarget,
} from "@/tests/helpers/backups.ts";
import { tempDirectory } from "@/tests/helpers/temp_directory.ts";
import type { TestDatabases } from "@/tests/helpers/pg_databases.ts";

/** A backup of a little work, and an empty folder and database to restore to. */
export async function restoreDrill(databases: TestDatabases) {
  const opened = new AsyncDisposableStack();
  const folder = opened.use(await tempDirectory());
  const target = opened.use(await tempDirectory());
  const source = opened.use(await databases.open("postgres"));
  const writing = opened.use(await openWriting(folder.path));
  await writing.act({ step: "session", agent: 1 });
  await writing.act({ step: "create", agent: 1 });
  await writing.drain(source);
  const path = join(folder.path, "a.vamp");
  const manifest = await makeBackup(backupSource(folder.path, source), path);
  const url = await databases.emptyDatabase();
  return {
    folder: folder.path,
    dataDir: target.path,
    path,
    manifest,
    source,
    writing,
    url,
    target: restoreTarget(target.path, url),
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  };
}
