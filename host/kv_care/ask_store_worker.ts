import type { StoreAnswer, StoreRequest } from "./store_worker_messages.ts";

/**
 * Has one thing done by a worker that may touch the data folder and nothing
 * else, and ends it after that. Whatever happens in there, a crash included,
 * is an answer; so is that it took longer than `deadlineMs`.
 */
export async function askStoreWorker(
  dataDir: string,
  request: StoreRequest,
  deadlineMs: number,
): Promise<StoreAnswer> {
  const answer = Promise.withResolvers<StoreAnswer>();
  const worker = new Worker(new URL("store_worker.ts", import.meta.url), {
    type: "module",
    name: "live store",
    deno: {
      permissions: {
        read: [dataDir],
        write: [dataDir],
        net: false,
        env: false,
        run: false,
        sys: false,
        ffi: false,
      },
    },
  });
  worker.onmessage = ({ data }: MessageEvent<StoreAnswer>) =>
    answer.resolve(data);
  worker.onerror = (event) => {
    event.preventDefault();
    answer.resolve({ kind: "failed", message: event.message });
  };
  const message = `it took longer than ${deadlineMs} ms`;
  const deadline = setTimeout(
    () => answer.resolve({ kind: "failed", message }),
    deadlineMs,
  );
  worker.postMessage(request);
  try {
    return await answer.promise;
  } finally {
    clearTimeout(deadline);
    worker.terminate();
  }
}
