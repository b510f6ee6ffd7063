import type { CopyReport } from "@/domain/storage_status.ts";
import type { ServerLog } from "../log.ts";
import { askStoreWorker } from "./ask_store_worker.ts";
import { freshCopyPath, keepCopy, listCopies } from "./copy_files.ts";
import { storeFiles } from "./store_files.ts";

/** How often the live store is copied, unless told otherwise. */
export const COPY_EVERY_MS = 5 * 60_000;
const COPY_DEADLINE_MS = 2 * 60_000;
/** The last copy must leave room within what stopping may take. */
const LAST_COPY_DEADLINE_MS = 8_000;
/** A copy must not be what fills the disk. */
const ROOM_TO_LEAVE_BYTES = 320 * 1024 ** 2;

export type StoreCopiesOptions = {
  readonly dataDir: string;
  readonly now: () => string;
  /** The last event of the log: nothing is copied while it stands still. */
  readonly seq: () => number;
  readonly freeBytes: () => Promise<number>;
  readonly onReport: (report: CopyReport) => void;
  readonly log: ServerLog;
  readonly everyMs?: number;
};

/**
 * Copies the open live store again and again, and once more when disposed. A
 * copy that fails is told and tried again at the next turn; the server goes on.
 *
 * The store's file must not be opened by other means in this process: closing
 * any handle on it would drop the locks that SQLite holds.
 */
export class StoreCopies implements AsyncDisposable {
  #copiedSeq: number | undefined;
  #report: CopyReport = { newest_at: null, failed: null };
  #underWay: Promise<void> = Promise.resolve();
  readonly #timer: ReturnType<typeof setInterval>;

  constructor(private readonly options: StoreCopiesOptions) {
    const everyMs = options.everyMs ?? COPY_EVERY_MS;
    this.#timer = setInterval(() => void this.copy(), everyMs);
    this.#underWay = this.#findNewest();
  }

  /** Makes a copy if there is anything new; never rejects. */
  copy(deadlineMs = COPY_DEADLINE_MS): Promise<void> {
    return this.#underWay = this.#underWay.then(() => this.#copy(deadlineMs));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    clearInterval(this.#timer);
    await this.copy(LAST_COPY_DEADLINE_MS);
  }

  async #copy(deadlineMs: number): Promise<void> {
    const { dataDir, now, log } = this.options;
    const seq = this.options.seq();
    if (seq === this.#copiedSeq) return;
    const at = now();
    try {
      const { store, copies } = storeFiles(dataDir);
      await this.#ensureRoom(store);
      const to = await freshCopyPath(copies);
      const answer = await askStoreWorker(
        dataDir,
        { kind: "copy", from: store, to },
        deadlineMs,
      );
      if (answer.kind === "failed") throw new Error(answer.message);
      if (!answer.check.ok) throw new Error(answer.check.reason);
      await keepCopy(copies, to, at);
      this.#copiedSeq = seq;
      this.#tell({ newest_at: at, failed: null });
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      log.error("the live store was not copied", { error });
      this.#tell({ ...this.#report, failed: { at, message } });
    }
  }

  async #ensureRoom(store: string): Promise<void> {
    const { size } = await Deno.stat(store);
    if (await this.options.freeBytes() >= size + ROOM_TO_LEAVE_BYTES) return;
    throw new Error("there is no room for a copy on the disk");
  }

  async #findNewest(): Promise<void> {
    try {
      const { copies } = storeFiles(this.options.dataDir);
      const [newest] = await listCopies(copies);
      if (newest) this.#tell({ ...this.#report, newest_at: newest.at });
    } catch (error) {
      this.options.log.error("the copies could not be listed", { error });
    }
  }

  #tell(report: CopyReport): void {
    this.#report = report;
    this.options.onReport(report);
  }
}
