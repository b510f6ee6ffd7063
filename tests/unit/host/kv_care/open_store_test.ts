import { strict as assert } from "node:assert";
import { join } from "node:path";
import type { StoreCheck } from "@/host/kv_care/check_store.ts";
import { isClean, markClean } from "@/host/kv_care/clean_mark.ts";
import { listCopies } from "@/host/kv_care/copy_files.ts";
import { openStore } from "@/host/kv_care/open_store.ts";
import { StoreCopies } from "@/host/kv_care/store_copies.ts";
import { storeFiles } from "@/host/kv_care/store_files.ts";
import { removeReport } from "@/host/kv_care/store_report.ts";
import { readLastSeq } from "@/db/kv/load_fleet.ts";
import {
  countRecords,
  damage,
  fillStore,
} from "@/tests/helpers/stored_fleet.ts";
import { tempDirectory } from "@/tests/helpers/temp_directory.ts";

const SILENT = { info: () => {}, error: () => {} };
const AT = "2026-01-02T03:04:05.678Z";

/** Opens the store of a folder, tells how it was and what is in it, and closes it. */
async function look(
  dataDir: string,
  probed?: StoreCheck,
  restoreTail?: (kv: Deno.Kv, afterSeq: number) => Promise<number>,
) {
  const { kv, report } = await openStore({
    dataDir,
    probed,
    now: () => AT,
    log: SILENT,
    lastSeq: readLastSeq,
    ...(restoreTail ? { restoreTail } : {}),
  });
  const records = await countRecords(kv);
  kv.close();
  return { report, records };
}

async function copyOf(dataDir: string, at: string, seq = 1) {
  const copies = new StoreCopies({
    dataDir,
    now: () => at,
    seq: () => seq,
    freeBytes: () => Promise.resolve(Infinity),
    onReport: () => {},
    log: SILENT,
  });
  await copies[Symbol.asyncDispose]();
}

for (const part of ["header", "middle"] as const) {
  Deno.test(`a store with a damaged ${part} is set aside, and the newest copy opens`, async () => {
    await using folder = await tempDirectory();
    const { store } = storeFiles(folder.path);
    await fillStore(folder.path, 300);
    await copyOf(folder.path, "2026-01-01T00:00:00.000Z");
    await fillStore(folder.path, 400);
    await damage(store, part);

    const { report, records } = await look(folder.path);

    assert.equal(records, 300);
    assert.ok(report.state === "recovered");
    assert.equal(report.at, AT);
    assert.equal(report.copy_at, "2026-01-01T00:00:00.000Z");
    assert.equal(report.set_aside, "live.sqlite3.corrupt-20260102T030405678Z");
    assert.ok((await Deno.stat(join(folder.path, report.set_aside))).size > 0);
    assert.equal(report.restored_events, 0);
  });
}

Deno.test("without a copy a damaged store begins empty, and says so until it is read", async () => {
  await using folder = await tempDirectory();
  const files = storeFiles(folder.path);
  await fillStore(folder.path, 100);
  await damage(files.store, "header");

  const first = await look(folder.path);
  const second = await look(folder.path);
  await removeReport(files);
  const third = await look(folder.path);

  assert.equal(first.records, 0);
  assert.ok(first.report.state === "recovered" && !first.report.copy_at);
  assert.deepEqual(second.report, first.report);
  assert.deepEqual(third.report, { state: "healthy" });
});

Deno.test("a damaged copy is passed over for the one before", async () => {
  await using folder = await tempDirectory();
  const { store, copies } = storeFiles(folder.path);
  await fillStore(folder.path, 200);
  await copyOf(folder.path, "2026-01-01T00:00:00.000Z");
  await fillStore(folder.path, 300);
  await copyOf(folder.path, "2026-01-01T00:05:00.000Z");
  const [newest] = await listCopies(copies);
  await damage(newest!.path, "middle");
  await damage(store, "middle");

  const { report, records } = await look(folder.path);

  assert.equal(records, 200);
  assert.ok(report.state === "recovered");
  assert.equal(report.copy_at, "2026-01-01T00:00:00.000Z");
});

Deno.test("the log's end is asked for after the copy's last event", async () => {
  await using folder = await tempDirectory();
  await fillStore(folder.path, 150, 4_711);
  await copyOf(folder.path, "2026-01-01T00:00:00.000Z");
  await damage(storeFiles(folder.path).store, "header");
  const asked: number[] = [];

  const { report } = await look(folder.path, undefined, (_kv, afterSeq) => {
    asked.push(afterSeq);
    return Promise.resolve(12);
  });
  const again = await look(folder.path);

  assert.deepEqual(asked, [4_711]);
  assert.ok(report.state === "recovered");
  assert.equal(report.restored_events, 12);
  assert.deepEqual(again.report, report);
});

Deno.test("a store that was cut to nothing is not taken for a new one", async () => {
  await using folder = await tempDirectory();
  const { store } = storeFiles(folder.path);
  await fillStore(folder.path, 100);
  await copyOf(folder.path, "2026-01-01T00:00:00.000Z");
  await Deno.truncate(store);

  const { report, records } = await look(folder.path);

  assert.equal(report.state, "recovered");
  assert.equal(records, 100);
});

Deno.test("a folder without a store gets one, and a whole store is left alone", async () => {
  await using folder = await tempDirectory();

  const fresh = await look(folder.path);
  await fillStore(folder.path, 50);
  const whole = await look(folder.path);

  assert.deepEqual(fresh, { report: { state: "healthy" }, records: 0 });
  assert.deepEqual(whole, { report: { state: "healthy" }, records: 50 });
});

Deno.test("what the launcher found is believed, but not over a clean stop", async () => {
  await using folder = await tempDirectory();
  const files = storeFiles(folder.path);
  const damaged = { ok: false, reason: "ended by SIGBUS" } as const;
  await fillStore(folder.path, 50);
  await markClean(files);

  const clean = await look(folder.path, damaged);
  const crashed = await look(folder.path, damaged);

  assert.equal(clean.report.state, "healthy");
  assert.ok(crashed.report.state === "recovered");
  assert.equal(crashed.report.reason, "ended by SIGBUS");
});

Deno.test("the mark of a clean stop holds for the file as it was left, and for one start", async () => {
  await using folder = await tempDirectory();
  const files = storeFiles(folder.path);
  await fillStore(folder.path, 50);
  await markClean(files);
  const asLeft = await isClean(files);
  await look(folder.path);
  const afterStart = await isClean(files);
  await markClean(files);
  await damage(files.store, "middle");

  assert.equal(asLeft, true);
  assert.equal(afterStart, false);
  assert.equal(await isClean(files), false);
});
