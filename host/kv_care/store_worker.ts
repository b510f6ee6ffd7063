/// <reference lib="deno.worker" />
import { backup, DatabaseSync } from "node:sqlite";
import { checkStore } from "./check_store.ts";
import type { StoreAnswer, StoreRequest } from "./store_worker_messages.ts";

/** Runs in a worker: SQLite blocks its thread while it copies and checks. */
self.onmessage = async ({ data }: MessageEvent<StoreRequest>) => {
  self.postMessage(await answer(data));
};

async function answer(request: StoreRequest): Promise<StoreAnswer> {
  try {
    if (request.kind === "check") {
      return { kind: "done", check: checkStore(request.path, "quick") };
    }
    await copy(request.from, request.to);
    return { kind: "done", check: checkStore(request.to, "full") };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { kind: "failed", message };
  }
}

/**
 * All pages in one step: the copy is the store of one moment, and its writer
 * goes on meanwhile. `VACUUM INTO` would do the same, but the runtime refuses
 * it to programs that may not touch every file.
 */
async function copy(from: string, to: string): Promise<void> {
  const source = new DatabaseSync(from, { readOnly: true, timeout: 2_000 });
  try {
    await backup(source, to, { rate: -1 });
  } finally {
    source.close();
  }
  // One file alone: nothing beside it has to be moved with it.
  const copied = new DatabaseSync(to);
  try {
    copied.exec("PRAGMA journal_mode = DELETE");
  } finally {
    copied.close();
  }
}
