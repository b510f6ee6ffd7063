import type { StorageStatus } from "./storage_status.ts";

/** Whether somebody should look after it. */
export function needsCare(status: StorageStatus): boolean {
  return status.store.state !== "healthy" || status.copies.failed !== null ||
    status.disk.state === "low" || status.disk.state === "full";
}
