import type { StoreReport } from "@/domain/storage_status.ts";
import type { ServerLog } from "../log.ts";
import { askStoreWorker } from "./ask_store_worker.ts";
import type { StoreCheck } from "./check_store.ts";
import { isClean, removeMark } from "./clean_mark.ts";
import { recoverStore } from "./recover_store.ts";
import { type StoreFiles, storeFiles } from "./store_files.ts";
import { readReport, writeReport } from "./store_report.ts";

export type OpenStoreOptions = {
  readonly dataDir: string;
  readonly now: () => string;
  readonly log: ServerLog;
  /** What the launcher found out in a process of its own, when it looked. */
  readonly probed: StoreCheck | undefined;
  /**
   * Gives the log's end back after a recovery, from where it is kept as well:
   * stores what came after `seq`, and resolves with how many events it were.
   */
  readonly restoreTail?: (kv: Deno.Kv, afterSeq: number) => Promise<number>;
  /** The last event in an open store. */
  readonly lastSeq: (kv: Deno.Kv) => Promise<number>;
};

export type OpenedStore = {
  readonly kv: Deno.Kv;
  readonly report: StoreReport;
};

const CHECK_DEADLINE_MS = 60_000;
/** How SQLite words a file that is none, or no longer one. */
const DAMAGED = /not a database|malformed|corrupt/i;

/**
 * Opens the live store of a data folder that this process has locked. A store
 * that was not closed in order is looked through first; a damaged one is set
 * aside and the newest good copy opened in its place.
 */
export async function openStore(
  options: OpenStoreOptions,
): Promise<OpenedStore> {
  const { dataDir, log } = options;
  const files = storeFiles(dataDir);
  const found = await lookThrough(files, options);
  await removeMark(files);
  if (!found.ok) return await openRecovered(options, found.reason);
  try {
    const kv = await Deno.openKv(files.store);
    return { kv, report: await readReport(files) };
  } catch (error) {
    if (!(error instanceof Error && DAMAGED.test(error.message))) throw error;
    log.error("the live store does not open", { error });
    return await openRecovered(options, error.message);
  }
}

async function lookThrough(
  files: StoreFiles,
  { dataDir, probed, log }: OpenStoreOptions,
): Promise<StoreCheck> {
  const size = await sizeOf(files.store);
  if (size === undefined || await isClean(files)) return { ok: true };
  // SQLite takes a file that was cut to nothing for a new store.
  if (size === 0) return { ok: false, reason: "the file is empty" };
  if (probed) return probed;
  const answer = await askStoreWorker(
    dataDir,
    { kind: "check", path: files.store },
    CHECK_DEADLINE_MS,
  );
  if (answer.kind === "done") return answer.check;
  log.error("the live store was not looked through", { why: answer.message });
  return { ok: true };
}

async function openRecovered(
  options: OpenStoreOptions,
  reason: string,
): Promise<OpenedStore> {
  const { dataDir, now, log } = options;
  const files = storeFiles(dataDir);
  const recovered = await recoverStore(dataDir, reason, now());
  const kv = await Deno.openKv(files.store);
  const { restoreTail, lastSeq } = options;
  const restored = await restoreTail?.(kv, await lastSeq(kv)) ?? 0;
  const report = { ...recovered, restored_events: restored };
  if (restored > 0) await writeReport(files, report);
  log.error("the live store was damaged and has been put back", {
    reason,
    set_aside: report.set_aside,
    copy_at: report.copy_at ?? "none",
    restored_events: report.restored_events,
  });
  return { kv, report };
}

async function sizeOf(path: string): Promise<number | undefined> {
  try {
    return (await Deno.stat(path)).size;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}
