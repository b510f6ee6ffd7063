import { statfs } from "node:fs/promises";
import type { DiskReport } from "@/domain/storage_status.ts";
import type { ServerLog } from "../log.ts";
import {
  DISK_LIMITS,
  type DiskLimits,
  type DiskRoom,
  diskState,
  reserveStep,
} from "./disk_policy.ts";
import { hasReserve, makeReserve, releaseReserve } from "./reserve_file.ts";
import { storeFiles } from "./store_files.ts";

/** How often the room is looked at, unless told otherwise. */
export const LOOK_EVERY_MS = 10_000;

export type DiskWatchOptions = {
  readonly dataDir: string;
  readonly onReport: (report: DiskReport) => void;
  readonly log: ServerLog;
  readonly limits?: DiskLimits;
  readonly everyMs?: number;
  /** Gives the room; the system's own answer unless told otherwise. */
  readonly readRoom?: (folder: string) => Promise<DiskRoom>;
};

/** Follows the room on the disk of the data folder, and keeps a reserve there. */
export class DiskWatch implements Disposable {
  #report: DiskReport = { state: "unknown", free_bytes: null };
  #reserveHeld = false;
  #looking: Promise<boolean> = Promise.resolve(false);
  readonly #options: Required<DiskWatchOptions>;
  readonly #timer: ReturnType<typeof setInterval>;

  constructor(options: DiskWatchOptions) {
    const full = {
      limits: DISK_LIMITS,
      everyMs: LOOK_EVERY_MS,
      readRoom: roomOf,
      ...options,
    };
    this.#options = full;
    this.#timer = setInterval(() => void this.look(), full.everyMs);
  }

  /**
   * Looks at the room now; never rejects. Gives whether the reserve was given
   * back just now, so that a write which failed may be tried again.
   */
  look(facts = { writeFailed: false }): Promise<boolean> {
    return this.#looking = this.#looking.then(() => this.#look(facts));
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
  }

  async #look(facts: { readonly writeFailed: boolean }): Promise<boolean> {
    const { dataDir, limits, log, readRoom } = this.#options;
    try {
      const { reserve } = storeFiles(dataDir);
      const room = await readRoom(dataDir);
      this.#reserveHeld = await hasReserve(reserve, limits.reserveBytes);
      const held = this.#reserveHeld;
      const step = reserveStep(room, { held, ...facts }, limits);
      if (step === "release") await releaseReserve(reserve);
      if (step === "make") await makeReserve(reserve, limits.reserveBytes);
      // What the reserve takes is not there for anything else.
      const after = step === "leave" ? room : await readRoom(dataDir);
      this.#tell({
        state: diskState(after, this.#report.state, limits),
        free_bytes: after.free,
      });
      if (step === "release") log.error("the disk's reserve was given back");
      return step === "release";
    } catch (error) {
      log.error("the room on the disk could not be read", { error });
      return false;
    }
  }

  #tell(report: DiskReport): void {
    const { log, onReport } = this.#options;
    const { state, free_bytes } = report;
    if (state !== this.#report.state && state !== "ok") {
      log.error(`the disk is ${state}`, { free_bytes });
    }
    this.#report = report;
    onReport(report);
  }
}

/** Room that this user may fill, by the system's own answer. */
export async function roomOf(folder: string): Promise<DiskRoom> {
  const { bavail, blocks, bsize } = await statfs(folder);
  return { free: bavail * bsize, total: blocks * bsize };
}
