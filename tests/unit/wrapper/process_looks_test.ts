import { strict as assert } from "node:assert";
import { ProcessLooks } from "@/wrapper/process_looks.ts";
import type {
  KnownProcess,
  ProcessTable,
  TaggedProcess,
} from "@/wrapper/process_table.ts";

/** Looks that the test ends by hand. */
function handLooks(known: readonly KnownProcess[] = []) {
  const begun: {
    readonly known: readonly KnownProcess[];
    readonly end: (table: ProcessTable) => void;
  }[] = [];
  const looks = new ProcessLooks("ps", known, (_, known = []) => {
    const { promise, resolve } = Promise.withResolvers<ProcessTable>();
    begun.push({ known, end: resolve });
    return promise;
  });
  return { begun, looks };
}

const process = (pid: number) => ({ pid }) as TaggedProcess;
const SELF = { pid: 1 } as NonNullable<ProcessTable["self"]>;
const tableOf = (...pids: number[]): ProcessTable => ({
  ours: pids.map(process),
  self: SELF,
  zombies: [],
});

Deno.test("whoever asks during a look gets the next one, all of them the same", async () => {
  const { begun, looks } = handLooks();

  const first = looks.look();
  const others = [looks.look(), looks.look()];
  begun[0]?.end(tableOf(1));
  await first;
  await Promise.resolve();
  begun[1]?.end(tableOf(2));

  assert.deepEqual(await first, tableOf(1));
  assert.deepEqual(await Promise.all(others), [tableOf(2), tableOf(2)]);
  assert.equal(begun.length, 2);
});

Deno.test("a look knows what an earlier life saw, then what the last look saw", async () => {
  const { begun, looks } = handLooks([process(7)]);

  const first = looks.look();
  begun[0]?.end(tableOf(8, 9));
  await first;
  const second = looks.look();
  begun[1]?.end({ ours: [], self: undefined, zombies: [] });
  await second;
  void looks.look();

  assert.deepEqual(
    begun.map(({ known }) => known.map(({ pid }) => pid)),
    [[7], [8, 9], [8, 9]],
  );
});

Deno.test("who only measures is given a look that is young enough, and else a new one", async () => {
  const { begun, looks } = handLooks();
  const first = looks.recent(60_000);
  begun[0]?.end(tableOf(1));
  await first;

  const shared = await looks.recent(60_000);
  const fresh = looks.recent(-1);
  begun[1]?.end(tableOf(2));

  assert.deepEqual(shared, tableOf(1));
  assert.deepEqual(await fresh, tableOf(2));
  assert.equal(begun.length, 2);
});
