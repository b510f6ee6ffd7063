import { strict as assert } from "node:assert";
import { join } from "node:path";
import type { DiskReport } from "@/domain/storage_status.ts";
import { DISK_LIMITS } from "@/host/kv_care/disk_policy.ts";
import { DiskWatch } from "@/host/kv_care/disk_watch.ts";
import { tempDirectory } from "@/tests/helpers/temp_directory.ts";

const MIB = 1024 ** 2;
const SILENT = { info: () => {}, error: () => {} };
const limits = { ...DISK_LIMITS, reserveBytes: 2 * MIB + 1 };

Deno.test("the watch keeps a reserve, gives it back to a failed write, and makes it again", async () => {
  await using folder = await tempDirectory();
  const reserve = join(folder.path, "disk.reserve");
  const reports: DiskReport[] = [];
  let free = 2048 * MIB;
  using watch = new DiskWatch({
    dataDir: folder.path,
    log: SILENT,
    limits,
    onReport: (report) => reports.push(report),
    readRoom: () => Promise.resolve({ free, total: 4096 * MIB }),
  });

  await watch.look();
  const { size } = await Deno.stat(reserve);
  free = 0;
  const again = await watch.look({ writeFailed: true });
  const releasedTwice = await watch.look({ writeFailed: true });

  assert.equal(size, limits.reserveBytes);
  assert.equal(again, true);
  assert.equal(releasedTwice, false);
  await assert.rejects(Deno.stat(reserve), Deno.errors.NotFound);

  free = 2048 * MIB;
  await watch.look();

  assert.equal((await Deno.stat(reserve)).size, limits.reserveBytes);
  assert.deepEqual(reports.map(({ state }) => state), [
    "ok",
    "full",
    "full",
    "ok",
  ]);
});

Deno.test("a look that fails is logged and leaves what was known", async () => {
  await using folder = await tempDirectory();
  const logged: string[] = [];
  const reports: DiskReport[] = [];
  using watch = new DiskWatch({
    dataDir: folder.path,
    log: { ...SILENT, error: (message) => logged.push(message) },
    onReport: (report) => reports.push(report),
    readRoom: () => Promise.reject(new Error("no such system call")),
  });

  const released = await watch.look({ writeFailed: true });

  assert.equal(released, false);
  assert.deepEqual(logged, ["the room on the disk could not be read"]);
  assert.deepEqual(reports, []);
});
