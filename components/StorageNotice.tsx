import type { ComponentChildren } from "preact";
import type { StorageStatus, StoreReport } from "@/domain/storage_status.ts";
import { formatBytes, formatExact } from "./format.ts";

type StorageNoticeProps = {
  readonly status: StorageStatus;
  /** What acknowledges a recovery; absent where nothing can be clicked. */
  readonly children?: ComponentChildren;
};

/** Says what is wrong with what must last; nothing when all is well. */
export function StorageNotice({ status, children }: StorageNoticeProps) {
  const { store, copies, disk } = status;
  const free = disk.free_bytes === null ? "" : formatBytes(disk.free_bytes);
  return (
    <>
      {store.state === "recovered" && (
        <div class="notice" data-tone="error">
          <p class="notice-title">
            The live store was damaged and has been put back.
          </p>
          <p class="notice-text">{recoveryWords(store)}</p>
          {children}
        </div>
      )}
      {disk.state === "full" && (
        <div class="notice" data-tone="error">
          <p class="notice-title">The disk is full: {free} are left.</p>
          <p class="notice-text">
            Working agents stand still, and nothing new begins. Make room on the
            disk of the data folder: everything goes on by itself within half a
            minute.
          </p>
        </div>
      )}
      {disk.state === "low" && (
        <div class="notice" data-tone="attention">
          <p class="notice-title">
            There is little room on the disk: {free} are left.
          </p>
          <p class="notice-text">
            Below 256 MiB agents are paused and nothing new begins.
          </p>
        </div>
      )}
      {copies.failed && (
        <div class="notice" data-tone="attention">
          <p class="notice-title">The live store could not be copied.</p>
          <p class="notice-text">
            At {formatExact(copies.failed.at)}: {copies.failed.message}.{" "}
            {copies.newest_at
              ? `The newest copy is of ${formatExact(copies.newest_at)}.`
              : "There is no copy yet."} It is tried again every few minutes.
          </p>
        </div>
      )}
    </>
  );
}

function recoveryWords(
  report: Extract<StoreReport, { readonly state: "recovered" }>,
): string {
  const { at, copy_at, restored_events, set_aside, reason } = report;
  const found = `At ${formatExact(at)} its file was found damaged (${reason}).`;
  const kept = `The damaged file is kept as ${set_aside} in the data folder.`;
  if (copy_at === null) {
    return `${found} There was no good copy, so it began empty: agents, tasks and transcripts of before are not here. ${kept}`;
  }
  const lost = restored_events > 0
    ? `${restored_events} later events came back from the history; what is not among them is lost here.`
    : "What happened after that is lost here.";
  return `${found} The copy of ${
    formatExact(copy_at)
  } took its place. ${lost} ${kept}`;
}
