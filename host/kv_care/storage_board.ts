import {
  STORAGE_AS_LEFT,
  type StorageStatus,
} from "@/domain/storage_status.ts";

type Listener = (status: StorageStatus) => void;

/** What is known of the storage right now, for all who want to show or obey it. */
export class StorageBoard {
  #status: StorageStatus = STORAGE_AS_LEFT;
  readonly #listeners = new Set<Listener>();

  get status(): StorageStatus {
    return this.#status;
  }

  /**
   * Replaces the named parts. Listeners hear it when anything is different, but
   * not that there is a little more or less of plenty of room; while the disk
   * is full they hear each look at it.
   */
  set(parts: Partial<StorageStatus>): void {
    const before = this.#status;
    this.#status = { ...before, ...parts };
    const { disk } = this.#status;
    const isTold = parts.disk && disk.state === "full";
    if (!isTold && comparable(before) === comparable(this.#status)) return;
    for (const listener of this.#listeners) listener(this.#status);
  }

  /** Calls `listener` after each change; returns the function that ends it. */
  subscribe(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

function comparable({ disk, ...rest }: StorageStatus): string {
  const free = disk.state === "ok" ? null : disk.free_bytes;
  return JSON.stringify({ ...rest, disk: { ...disk, free_bytes: free } });
}
