import type { ComponentChildren } from "preact";
import type { StorageStatus, StoreReport } from "@/domain/storage_status.ts";
import { formatBytes, formatExact } from "./format.ts";
import { STORAGE_TEXT } from "@/components/text/storage_text.ts";

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
          <p class="notice-title">{STORAGE_TEXT.theLiveStoreWasDamaged}</p>
          <p class="notice-text">{recoveryWords(store)}</p>
          {children}
        </div>
      )}
      {disk.state === "full" && (
        <div class="notice" data-tone="error">
          <p class="notice-title">{STORAGE_TEXT.theDiskIsFullAre(free)}</p>
          <p class="notice-text">{STORAGE_TEXT.workingAgentsStandStillAnd}</p>
        </div>
      )}
      {disk.state === "low" && (
        <div class="notice" data-tone="attention">
          <p class="notice-title">{STORAGE_TEXT.thereIsLittleRoomOn(free)}</p>
          <p class="notice-text">{STORAGE_TEXT.below256MibAgentsAre}</p>
        </div>
      )}
      {copies.failed && (
        <div class="notice" data-tone="attention">
          <p class="notice-title">{STORAGE_TEXT.theLiveStoreCouldNot}</p>
          <p class="notice-text">
            {STORAGE_TEXT.at(
              formatExact(copies.failed.at),
              copies.failed.message,
            )} {copies.newest_at
              ? STORAGE_TEXT.theNewestCopyIsOf(formatExact(copies.newest_at))
              : STORAGE_TEXT.thereIsNoCopyYet}{" "}
            {STORAGE_TEXT.itIsTriedAgainEvery}
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
