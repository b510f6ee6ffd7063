import { join } from "node:path";
import type { DumpChoice } from "@/backup/dump/dump_history.ts";
import type { BackupSource } from "@/backup/make_backup.ts";
import type { RestoreTarget } from "@/backup/restore_backup.ts";
import { LiveStore } from "@/db/kv/live_store.ts";
import { readHead } from "@/db/pg/history_head.ts";
import type { Database } from "@/db/pg/sql.ts";
import { writeBatch } from "@/db/pg/write_batch.ts";
import type { FleetEvent } from "@/domain/event.ts";
import type { Fleet } from "@/domain/fleet.ts";
import { copyStore, damageOf } from "@/host/kv_care/copy_store.ts";
import { EventWriter } from "@/orchestrator/event_writer.ts";
import type { PgProgram } from "@/domain/pg_program.ts";
import { findPgPrograms } from "@/tools/launcher/pg_programs.ts";
import { AT } from "./fleet.ts";
import { draftsOf, type FleetCommand } from "./fleet_commands.ts";
import type { PgServer } from "./pg_server.ts";

/** A secret as a person may choose it. */
export const SECRET = "correct-horse-battery";

/** A backup of this folder, changed as the test needs it. */
export function backupSource(
  dataDir: string,
  database: Database | undefined,
  changes: Partial<BackupSource> = {},
): BackupSource {
  return {
    dataDir,
    program: "1.2.3",
    now: () => AT,
    copyStore: (from, to) => copyStore(dataDir, from, to),
    history: database && { engine: "pglite", database },
    secret: undefined,
    withAgents: false,
    ...changes,
  };
}

/** A restore into this folder; its history goes there, too, without an address. */
export function restoreTarget(
  dataDir: string,
  databaseUrl?: string,
  pgRestores: RestoreTarget["pgRestores"] = [],
): RestoreTarget {
  return {
    dataDir,
    databaseUrl,
    pgRestores,
    checkStore: (path) => damageOf(dataDir, path),
    now: () => AT,
  };
}

/** The host's own programs, as the launcher finds them. */
export function pgPrograms(
  name: "pg_dump" | "pg_restore",
): Promise<readonly PgProgram[]> {
  return findPgPrograms(name, Deno.env.get("PATH") ?? "");
}

/** A history on the tests' server, to be taken by `pg_dump`. */
export async function dumpedHistory(
  database: Database,
  server: PgServer,
  changes: Partial<DumpChoice> = {},
): Promise<NonNullable<BackupSource["history"]>> {
  const [{ name } = { name: "" }] = await database<{ name: string }>`
    select current_database() as name`;
  const dump: DumpChoice = {
    url: server.url(name),
    method: "pg_dump",
    programs: await pgPrograms("pg_dump"),
    ...changes,
  };
  return { engine: "postgres", database, dump };
}

/** A live store in a data folder, written as the server writes it. */
export type Writing = Disposable & {
  readonly kv: Deno.Kv;
  fleet(): Fleet;
  /** Does one thing, durably; gives the events that told it. */
  act(command: FleetCommand): Promise<readonly FleetEvent[]>;
  /** Writes what the history does not have yet. */
  drain(database: Database): Promise<number>;
};

/** Opens the live store of a folder, and makes it when there is none. */
export async function openWriting(dataDir: string): Promise<Writing> {
  const kv = await Deno.openKv(join(dataDir, "live.sqlite3"));
  const store = new LiveStore(kv);
  const writer = new EventWriter(store, { now: () => AT }, await store.load());
  return {
    kv,
    fleet: () => writer.committed,
    act: async (command) => {
      const drafts = draftsOf(writer.head, command);
      return drafts.length === 0 ? [] : await writer.append(drafts);
    },
    drain: async (database) => {
      const events = await store.readEvents(await readHead(database), 400);
      const { agents, tasks, sessions } = writer.committed;
      return await writeBatch(database, {
        events,
        agents: Object.values(agents),
        tasks: Object.values(tasks),
        sessions: Object.values(sessions),
        texts: [],
      });
    },
    [Symbol.dispose]: () => kv.close(),
  };
}
