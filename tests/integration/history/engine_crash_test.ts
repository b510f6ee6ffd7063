import { strict as assert } from "node:assert";
import { followedLog } from "@/tests/helpers/followed_log.ts";
import { until } from "@/tests/helpers/until.ts";

/** Remembers the workers that are made, until it is disposed. */
function watchWorkers(): Disposable & { readonly made: readonly Worker[] } {
  const made: Worker[] = [];
  const Original = globalThis.Worker;
  globalThis.Worker = class extends Original {
    constructor(...words: ConstructorParameters<typeof Original>) {
      super(...words);
      made.push(this);
    }
  };
  return {
    made,
    [Symbol.dispose]: () => {
      globalThis.Worker = Original;
    },
  };
}

Deno.test("history is complete after its embedded engine crashed amid the work", async () => {
  using workers = watchWorkers();
  await using log = await followedLog(undefined);
  await log.work(100);
  await log.compare();
  const before = workers.made.length;

  await log.work(50);
  // No request of ours: it ends the worker, as a defect of the engine would.
  workers.made.at(-1)?.postMessage(null);
  await log.work(50);
  await until("it is seen", () => log.history.state.kind === "away");
  await log.work(50);

  await log.compare();
  assert.ok(workers.made.length > before);
});
