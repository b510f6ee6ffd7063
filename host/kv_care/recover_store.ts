import { basename } from "node:path";
import type { StoreReport } from "@/domain/storage_status.ts";
import { askStoreWorker } from "./ask_store_worker.ts";
import { listCopies, type StoreCopy } from "./copy_files.ts";
import {
  removeIfThere,
  stampOf,
  type StoreFiles,
  storeFiles,
  syncPath,
} from "./store_files.ts";
import { writeReport } from "./store_report.ts";

type Recovered = Extract<StoreReport, { readonly state: "recovered" }>;

const CHECK_DEADLINE_MS = 60_000;

/**
 * Sets a damaged store aside under a name that says when, and puts the newest
 * good copy in its place; without one the place stays empty. The store must be
 * closed. A start that is killed in here repeats it: until the copy is in
 * place, in one step, the damaged file is still what the next start finds.
 */
export async function recoverStore(
  dataDir: string,
  reason: string,
  at: string,
): Promise<Recovered> {
  const files = storeFiles(dataDir);
  const aside = `${files.store}.corrupt-${stampOf(at)}`;
  const copy = await newestGoodCopy(dataDir, files);
  const report: Recovered = {
    state: "recovered",
    at,
    reason,
    copy_at: copy?.at ?? null,
    restored_events: 0,
    set_aside: basename(aside),
  };
  const unfinished = copy && await prepare(copy, files);
  await writeReport(files, report);
  // What belongs to the damaged file must not be read with the copy.
  for (const suffix of ["-shm", "-wal"]) {
    await renameIfThere(files.store + suffix, aside + suffix);
  }
  if (unfinished) {
    await Deno.link(files.store, aside);
    await Deno.rename(unfinished, files.store);
  } else {
    await Deno.rename(files.store, aside);
  }
  await syncPath(dataDir);
  return report;
}

async function newestGoodCopy(
  dataDir: string,
  { copies }: StoreFiles,
): Promise<StoreCopy | undefined> {
  for (const copy of await listCopies(copies)) {
    const answer = await askStoreWorker(
      dataDir,
      { kind: "check", path: copy.path },
      CHECK_DEADLINE_MS,
    );
    if (answer.kind === "done" && answer.check.ok) return copy;
  }
  return undefined;
}

async function prepare(copy: StoreCopy, files: StoreFiles): Promise<string> {
  const unfinished = `${files.store}.unfinished`;
  await removeIfThere(unfinished);
  await Deno.copyFile(copy.path, unfinished);
  await syncPath(unfinished);
  return unfinished;
}

async function renameIfThere(from: string, to: string): Promise<void> {
  try {
    await Deno.rename(from, to);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}
