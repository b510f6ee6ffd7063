import { strict as assert } from "node:assert";
import { join } from "node:path";
import {
  readBackupFile,
  verifyBackupFile,
  writeBackupFile,
} from "@/backup/format/backup_file.ts";
import type { Bytes } from "@/backup/format/byte_reader.ts";
import { writeSample } from "@/tests/helpers/backup_files.ts";
import { SECRET } from "@/tests/helpers/backups.ts";
import { watchLiveMemory } from "@/tests/helpers/live_memory.ts";
import { tempDirectory } from "@/tests/helpers/temp_directory.ts";
import {
  bytesOf,
  CHUNK,
  CONTENT,
  noise,
} from "@/tests/helpers/sealed_bytes.ts";

Deno.test("a backup file tells its manifest and its parts, and only its owner reads it", async () => {
  await using folder = await tempDirectory();
  const { path, manifest } = await writeSample(folder.path, CONTENT, SECRET);
  const taken: Bytes[] = [];

  const read = await readBackupFile(
    path,
    { secret: SECRET },
    () => async (content) => {
      taken.push(await bytesOf(content));
    },
  );

  assert.deepEqual(read, manifest);
  assert.deepEqual(taken, [CONTENT]);
  const { mode } = await Deno.stat(path);
  assert.equal((mode ?? 0) & 0o777, 0o600);
});

Deno.test("a file that others could read is private after it was replaced by a backup", async () => {
  await using folder = await tempDirectory();
  const path = join(folder.path, "sample.vamp");
  await Deno.writeTextFile(`${path}.unfinished`, "left over", { mode: 0o644 });
  await Deno.writeTextFile(path, "older", { mode: 0o644 });

  await writeSample(folder.path, CONTENT);

  const { mode } = await Deno.stat(path);
  assert.equal((mode ?? 0) & 0o777, 0o600);
  const names = await Array.fromAsync(Deno.readDir(folder.path), (e) => e.name);
  assert.deepEqual(names.sort(), ["part", "sample.vamp"]);
});

Deno.test("a backup whose parts are not what its manifest says is refused, and not left behind", async () => {
  await using folder = await tempDirectory();
  const { manifest } = await writeSample(folder.path, CONTENT);
  const path = join(folder.path, "wrong.vamp");
  const [part] = manifest.parts;
  assert.ok(part);

  for (
    const wrong of [
      { ...part, sha256: "0".repeat(64) },
      { ...part, bytes: part.bytes + 1 },
      { ...part, packed_bytes: part.packed_bytes - 1 },
      { ...part, packed_bytes: part.packed_bytes + 1 },
      { ...part, rows: 3 },
    ]
  ) {
    const parts = [join(folder.path, "part")];
    const writing = writeBackupFile(
      path,
      { ...manifest, parts: [wrong] },
      parts,
      undefined,
    );
    await assert.rejects(writing, { code: "backup_altered" });
  }

  const names = await Array.fromAsync(Deno.readDir(folder.path), (e) => e.name);
  assert.ok(!names.some((name) => name.startsWith("wrong")));
});

Deno.test("64 MiB are written and read back in little memory", async () => {
  await using folder = await tempDirectory();
  const piece = noise(CHUNK);
  async function* large() {
    for (let n = 0; n < 1_024; n++) yield piece;
  }
  const endWatch = watchLiveMemory();

  const { path } = await writeSample(folder.path, large(), SECRET);
  await verifyBackupFile(path, { secret: SECRET });

  const grown = endWatch();
  assert.ok(grown < 16 * 1024 ** 2, `grown by ${grown} bytes`);
  assert.ok((await Deno.stat(path)).size > 64 * 1024 ** 2);
});
