import { strict as assert } from "node:assert";
import { checkStore } from "@/host/kv_care/check_store.ts";
import { KEPT_COPIES, listCopies } from "@/host/kv_care/copy_files.ts";
import { StoreCopies } from "@/host/kv_care/store_copies.ts";
import { storeFiles } from "@/host/kv_care/store_files.ts";
import type { CopyReport } from "@/domain/storage_status.ts";
import { countRecords, fillStore } from "@/tests/helpers/stored_fleet.ts";
import { tempDirectory } from "@/tests/helpers/temp_directory.ts";

const SILENT = { info: () => {}, error: () => {} };

/** Copies that a test asks for, with a clock that moves a minute each time. */
function openCopies(dataDir: string, freeBytes = Infinity) {
  const reports: CopyReport[] = [];
  const at = { minute: 0, seq: 1 };
  const copies = new StoreCopies({
    dataDir,
    now: () => `2026-01-01T00:${String(at.minute++).padStart(2, "0")}:00.000Z`,
    seq: () => at.seq,
    freeBytes: () => Promise.resolve(freeBytes),
    onReport: (report) => reports.push(report),
    log: SILENT,
  });
  return { copies, reports, at };
}

Deno.test("the newest three copies are kept, and nothing new is not copied", async () => {
  await using folder = await tempDirectory();
  await fillStore(folder.path, 60);
  const { copies, reports, at } = openCopies(folder.path);

  for (at.seq = 1; at.seq <= 5; at.seq++) {
    await copies.copy();
    await copies.copy();
  }
  const kept = await listCopies(storeFiles(folder.path).copies);
  at.seq = 5;
  await copies[Symbol.asyncDispose]();

  assert.deepEqual(kept.map((copy) => copy.at), [
    "2026-01-01T00:04:00.000Z",
    "2026-01-01T00:03:00.000Z",
    "2026-01-01T00:02:00.000Z",
  ]);
  assert.equal(kept.length, KEPT_COPIES);
  assert.equal(reports.length, 5);
  assert.deepEqual(reports.at(-1), {
    newest_at: "2026-01-01T00:04:00.000Z",
    failed: null,
  });
});

Deno.test("a copy made while the store is written is the store of one moment", async () => {
  await using folder = await tempDirectory();
  const { store, copies: kept } = storeFiles(folder.path);
  await fillStore(folder.path, 500);
  const kv = await Deno.openKv(store);
  const { copies, reports } = openCopies(folder.path);
  let isCopying = true;
  let written = 0;

  const copying = copies.copy().then(() => isCopying = false);
  // Both sides of each commit must be in the copy, or neither.
  while (isCopying) {
    const n = ++written;
    await kv.atomic().set(["a", n], n).set(["z", n], n).commit();
  }
  await copying;
  await copies[Symbol.asyncDispose]();
  kv.close();

  assert.equal(reports.at(-1)?.failed, null);
  assert.ok(written > 0);
  const [copy] = await listCopies(kept);
  assert.deepEqual(checkStore(copy!.path, "full"), { ok: true });
  const copied = await Deno.openKv(copy!.path);
  const sides = { a: 0, z: 0 };
  for await (const _ of copied.list({ prefix: ["a"] })) sides.a++;
  for await (const _ of copied.list({ prefix: ["z"] })) sides.z++;
  assert.equal(sides.a, sides.z);
  assert.equal(await countRecords(copied), 500);
  copied.close();
});

Deno.test("a copy for which there is no room is told, and the next one tried again", async () => {
  await using folder = await tempDirectory();
  await fillStore(folder.path, 60);
  const { copies, reports } = openCopies(folder.path, 0);

  await copies.copy();
  await copies[Symbol.asyncDispose]();

  assert.equal(reports.length, 2);
  assert.match(reports[0]?.failed?.message ?? "", /no room/);
  assert.deepEqual(await listCopies(storeFiles(folder.path).copies), []);
});
