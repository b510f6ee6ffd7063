import { askStoreWorker } from "./ask_store_worker.ts";

const COPY_DEADLINE_MS = 10 * 60_000;
const CHECK_DEADLINE_MS = 2 * 60_000;

/**
 * Copies the live store as it is at one moment to another name in its data
 * folder, and looks the copy through. Its owner, this process or another one,
 * goes on meanwhile.
 *
 * @throws {Error} (as a rejection) when there is no good copy in the end.
 */
export async function copyStore(
  dataDir: string,
  from: string,
  to: string,
): Promise<void> {
  const answer = await askStoreWorker(
    dataDir,
    { kind: "copy", from, to },
    COPY_DEADLINE_MS,
  );
  if (answer.kind === "done" && answer.check.ok) return;
  const reason = answer.kind === "failed"
    ? answer.message
    : answer.check.ok || answer.check.reason;
  throw new Error(`Cannot copy the live store "${from}": ${reason}`);
}

/** What SQLite finds wrong with a store that nobody has open; nothing, mostly. */
export async function damageOf(
  dataDir: string,
  path: string,
): Promise<string | undefined> {
  const answer = await askStoreWorker(
    dataDir,
    { kind: "check", path },
    CHECK_DEADLINE_MS,
  );
  if (answer.kind === "failed") return answer.message;
  return answer.check.ok ? undefined : answer.check.reason;
}
