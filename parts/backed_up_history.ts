import { join } from "node:path";
import { Backups, historyOf } from "../backup/backups.ts";
import { type OpenHistory, openHistory } from "../db/pg/open_history.ts";
import type { Database } from "../db/pg/sql.ts";
import type { Config } from "../domain/config.ts";
import { pgDumps } from "../host/environment.ts";
import { copyStore } from "../host/kv_care/copy_store.ts";
import type { ServerLog } from "../host/log.ts";

export type BackedUpHistoryDeps = {
  readonly config: Config;
  readonly dataDir: string;
  readonly demo: boolean;
  readonly version: string;
  readonly diskIsLow: () => boolean;
  /** The history as it is open right now; `undefined` while it is away. */
  readonly database: () => Database | undefined;
  readonly log: ServerLog;
};

/** Where the history of this server is: a database of the operator's, or a folder of its own. */
export function historyPlaceOf(
  { config, dataDir, demo }: Pick<
    BackedUpHistoryDeps,
    "config" | "dataDir" | "demo"
  >,
): Parameters<typeof openHistory>[0] {
  return {
    url: demo ? undefined : config.databaseUrl,
    folder: join(dataDir, "history"),
  };
}

/** The backups of a server, and the way into its history that makes one before tables change. */
export function backUpHistory(deps: BackedUpHistoryDeps): {
  readonly backups: Backups;
  readonly open: () => Promise<OpenHistory>;
} {
  const { config, dataDir, demo, log } = deps;
  const place = historyPlaceOf(deps);
  const sourceOf = (database: Database) =>
    historyOf(database, place.url, {
      method: config.backupMethod,
      programs: pgDumps(),
    });
  const backups = new Backups({
    dataDir,
    program: deps.version,
    copyStore: (from, to) => copyStore(dataDir, from, to),
    secret: config.encryptionKey,
    history: () => {
      const database = deps.database();
      return database && sourceOf(database);
    },
    daily: demo ? undefined : config.backupAt,
    diskIsLow: deps.diskIsLow,
    now: () => new Date(),
    onFailure: (error) => log.error("no backup was made", { error }),
  });
  return {
    backups,
    open: () =>
      openHistory(
        place,
        (database) => backups.beforeMigration(sourceOf(database)),
      ),
  };
}
