import { DatabaseSync } from "node:sqlite";

/** Whether SQLite finds a file whole. */
export type StoreCheck =
  | { readonly ok: true }
  | { readonly ok: false; readonly reason: string };

const BUSY_MS = 2_000;

/**
 * Reads a whole SQLite file and tells the first thing that is wrong with it;
 * `quick` leaves out whether indexes fit their tables. It blocks its thread,
 * 0.6 ms a MiB for `quick`, so it belongs into a process or a worker of its
 * own. A log of a killed writer beside the file counts as a part of it, which
 * is why the folder has to be writable. A file that is locked is not called
 * damaged.
 */
export function checkStore(path: string, depth: "quick" | "full"): StoreCheck {
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(path, { readOnly: true, timeout: BUSY_MS });
    const check = depth === "quick" ? "quick_check" : "integrity_check";
    const rows = database.prepare(`PRAGMA ${check}(1)`).all();
    const words = rows.flatMap((row) => Object.values(row)).map(String);
    if (words.join() === "ok") return { ok: true };
    return { ok: false, reason: words.join("; ").replaceAll("\n", " ") };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    if (/database is (locked|busy)/.test(reason)) return { ok: true };
    return { ok: false, reason };
  } finally {
    database?.close();
  }
}
