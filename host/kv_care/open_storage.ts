import type { ServerLog } from "../log.ts";
import { markClean } from "./clean_mark.ts";
import { DiskWatch, roomOf } from "./disk_watch.ts";
import { openStore, type OpenStoreOptions } from "./open_store.ts";
import { StorageBoard } from "./storage_board.ts";
import { StoreCopies } from "./store_copies.ts";
import { storeFiles } from "./store_files.ts";
import { removeReport } from "./store_report.ts";

export type Storage = AsyncDisposable & {
  readonly kv: Deno.Kv;
  readonly board: StorageBoard;
  /** A write failed; `true` when room was made and it may be tried once more. */
  readonly onRefused: () => Promise<boolean>;
  /** Begins to copy; `seq` is the last event of the log. */
  readonly followLog: (seq: () => number) => void;
  /** A person has read that the store had to be put back. */
  readonly acknowledgeRecovery: () => Promise<void>;
};

/**
 * Opens the live store of a locked data folder and takes care of it until it
 * is disposed: the room on its disk is watched, and it is copied from
 * `followLog` on. Disposing makes a last copy, closes the store and notes that
 * it was closed in order.
 */
export async function openStorage(
  options: OpenStoreOptions & { readonly log: ServerLog },
): Promise<Storage> {
  const { dataDir, now, log } = options;
  const files = storeFiles(dataDir);
  await using opened = new AsyncDisposableStack();
  const board = new StorageBoard();
  const disk = opened.use(
    new DiskWatch({
      dataDir,
      log,
      onReport: (report) => board.set({ disk: report }),
    }),
  );
  const { kv, report } = await openStore(options);
  board.set({ store: report });
  opened.defer(() => markClean(files));
  opened.defer(() => kv.close());
  void disk.look();

  const running = opened.move();
  return {
    kv,
    board,
    onRefused: () => disk.look({ writeFailed: true }),
    followLog: (seq) => {
      running.use(
        new StoreCopies({
          dataDir,
          now,
          seq,
          log,
          freeBytes: async () => (await roomOf(dataDir)).free,
          onReport: (copies) => board.set({ copies }),
        }),
      );
    },
    acknowledgeRecovery: async () => {
      await removeReport(files);
      board.set({ store: { state: "healthy" } });
    },
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}
