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

  /** Replaces the named parts; listeners hear it when anything is different. */
  set(parts: Partial<StorageStatus>): void {
    const before = JSON.stringify(this.#status);
    this.#status = { ...this.#status, ...parts };
    if (JSON.stringify(this.#status) === before) return;
    for (const listener of this.#listeners) listener(this.#status);
  }

  /** Calls `listener` after each change; returns the function that ends it. */
  subscribe(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
