import type {
  BackupMade,
  BackupService,
  BackupState,
  KeptBackup,
} from "@/domain/backup_state.ts";
import type { Database } from "@/db/pg/sql.ts";
import type { DumpChoice } from "./dump/dump_history.ts";
import {
  backupFolder,
  type BackupKind,
  backupPath,
  dropOld,
  listBackups,
} from "./kept_backups.ts";
import { type BackupSource, makeBackup, workFolder } from "./make_backup.ts";
import { removeIfThere } from "./format/file_bytes.ts";
import { isDue, type TimeOfDay } from "./schedule.ts";

/** How many of each kind stay. */
const KEEP: Readonly<Record<BackupKind, number>> = {
  nightly: 7,
  manual: 7,
  migration: 3,
};
const LOOK_EVERY_MS = 60_000;

export type BackupsOptions =
  & Pick<BackupSource, "dataDir" | "program" | "copyStore" | "secret">
  & {
    /** The history as it is open right now; `undefined` while it is away. */
    readonly history: () => BackupSource["history"];
    /** When one is made each day; `undefined`: never. */
    readonly daily: TimeOfDay | undefined;
    /** Whether the disk has so little room that none is made. */
    readonly diskIsLow: () => boolean;
    readonly now: () => Date;
    /** Hears of a backup that failed; the server goes on. */
    readonly onFailure: (error: unknown) => void;
  };

/**
 * The backups of a running server: one each day, one before its tables are
 * changed, and those that somebody asks for. One at a time. Disposing gives up
 * the one under way; nothing of it stays.
 */
export class Backups implements BackupService, AsyncDisposable {
  #state: BackupState = { last_at: null, last_error: null };
  #underWay: Promise<unknown>;
  readonly #startedAt: Date;
  readonly #stopping = new AbortController();
  readonly #timer: ReturnType<typeof setInterval>;

  constructor(private readonly options: BackupsOptions) {
    this.#startedAt = options.now();
    this.#underWay = this.#findNewest().catch(options.onFailure);
    this.#timer = setInterval(() => void this.look(), LOOK_EVERY_MS);
  }

  get state(): BackupState {
    return this.#state;
  }

  async list(): Promise<readonly KeptBackup[]> {
    const kept = await listBackups(this.options.dataDir);
    const sized = await Promise.all(kept.map(async ({ path, kind, at }) => {
      // An old one may go meanwhile.
      const size = await Deno.stat(path).then(({ size }) => size, () => -1);
      return { path, kind, created_at: at.toISOString(), bytes: size };
    }));
    return sized.filter(({ bytes }) => bytes >= 0);
  }

  make(options: { readonly withAgents: boolean }): Promise<BackupMade> {
    return this.#next(() => this.#make("manual", { ...options }));
  }

  /** Makes one of a history whose tables are about to change; never rejects. */
  async beforeMigration(history: BackupSource["history"]): Promise<void> {
    await this.#next(() => this.#make("migration", { history }))
      .catch(() => {});
  }

  /** Makes the daily one when it is due; never rejects. */
  async look(): Promise<void> {
    const { daily } = this.options;
    if (!daily) return;
    await this.#next(async () => {
      const { last_at, last_error } = this.#state;
      const due = isDue(daily, this.options.now(), {
        startedAt: this.#startedAt,
        lastAt: last_at ? new Date(last_at) : undefined,
        lastFailedAt: last_error ? new Date(last_error.at) : undefined,
      });
      if (due) await this.#make("nightly", {});
    }).catch(() => {});
  }

  async [Symbol.asyncDispose](): Promise<void> {
    clearInterval(this.#timer);
    this.#stopping.abort(new Error("Cannot back up: the server is stopping"));
    await this.#underWay;
  }

  #next<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#underWay.then(work);
    this.#underWay = result.catch(() => {});
    return result;
  }

  async #make(
    kind: BackupKind,
    how: { withAgents?: boolean; history?: BackupSource["history"] },
  ): Promise<BackupMade> {
    const { dataDir, onFailure } = this.options;
    const at = this.options.now();
    const path = backupPath(dataDir, kind, at);
    const { signal } = this.#stopping;
    try {
      signal.throwIfAborted();
      if (this.options.diskIsLow()) {
        throw new Error("Cannot back up: the disk has too little room");
      }
      await Deno.mkdir(backupFolder(dataDir), { recursive: true, mode: 0o700 });
      const manifest = await makeBackup({
        ...this.options,
        now: () => at.toISOString(),
        history: how.history ?? this.#openHistory(),
        withAgents: how.withAgents ?? false,
        signal,
      }, path);
      await dropOld(dataDir, kind, KEEP[kind]);
      this.#state = { last_at: at.toISOString(), last_error: null };
      return {
        path,
        bytes: (await Deno.stat(path)).size,
        encrypted: this.options.secret !== undefined,
        created_at: manifest.created_at,
        seq: manifest.live?.seq ?? 0,
      };
    } catch (error) {
      if (signal.aborted) throw error;
      const message = error instanceof Error ? error.message : String(error);
      const last_error = { at: at.toISOString(), message };
      this.#state = { ...this.#state, last_error };
      onFailure(error);
      throw error;
    }
  }

  #openHistory(): NonNullable<BackupSource["history"]> {
    const history = this.options.history();
    if (history) return history;
    throw new Error("Cannot back up: the history is not open right now");
  }

  async #findNewest(): Promise<void> {
    // A killed server may have left what it was putting together.
    await removeIfThere(workFolder(this.options.dataDir));
    const [newest] = await listBackups(this.options.dataDir);
    if (!newest) return;
    this.#state = { ...this.#state, last_at: newest.at.toISOString() };
  }
}

/** An open history, as a backup takes it. */
export function historyOf(
  database: Database,
  url: string | undefined,
  by: Omit<DumpChoice, "url">,
): NonNullable<BackupSource["history"]> {
  return url
    ? { engine: "postgres", database, dump: { url, ...by } }
    : { engine: "pglite", database };
}
