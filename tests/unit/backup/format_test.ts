import { strict as assert } from "node:assert";
import { Buffer } from "node:buffer";
import { join } from "node:path";
import fc from "fast-check";
import {
  readBackupFile,
  verifyBackupFile,
  writeBackupFile,
} from "@/backup/format/backup_file.ts";
import type { Bytes } from "@/backup/format/byte_reader.ts";
import { seal, unseal } from "@/backup/format/sealed_stream.ts";
import { writeSample } from "@/tests/helpers/backup_files.ts";
import { SECRET } from "@/tests/helpers/backups.ts";
import { watchLiveMemory } from "@/tests/helpers/live_memory.ts";
import { tempDirectory } from "@/tests/helpers/temp_directory.ts";

const CANARY = "canary-7f3a-of-the-tests";
const CHUNK = 64 * 1024;
/** Incompressible, so that what is sealed is as long, with the canary in it. */
const CONTENT = withCanary(noise(2 * CHUNK + 77));

function noise(length: number): Bytes {
  const bytes = new Uint8Array(length);
  for (let at = 0; at < length; at += CHUNK) {
    crypto.getRandomValues(bytes.subarray(at, at + CHUNK));
  }
  return bytes;
}

function withCanary(bytes: Bytes): Bytes {
  bytes.set(new TextEncoder().encode(CANARY), 5_000);
  return bytes;
}

async function bytesOf(pieces: AsyncIterable<Bytes>): Promise<Bytes> {
  return await new Response(ReadableStream.from(pieces)).bytes();
}

const sealedPlain = await bytesOf(
  seal(ReadableStream.from([CONTENT]), undefined),
);
const sealedWithKey = await bytesOf(
  seal(ReadableStream.from([CONTENT]), SECRET),
);

/** What reading these bytes is refused with; nothing when they are read. */
async function refusalOf(
  bytes: Bytes,
  secret?: string,
): Promise<string | undefined> {
  try {
    await bytesOf(unseal(ReadableStream.from([bytes]), { secret }));
    return undefined;
  } catch (error) {
    return (error as { code?: string }).code ?? String(error);
  }
}

const ALTERED = new Set([
  "not_a_backup",
  "backup_newer",
  "backup_truncated",
  "backup_altered",
]);

for (
  const [kind, bytes, secret, numRuns] of [
    ["a plain", sealedPlain, undefined, 200],
    ["an encrypted", sealedWithKey, SECRET, 25],
  ] as const
) {
  Deno.test(`${kind} stream gives back what it was given`, async () => {
    const given = await bytesOf(
      unseal(ReadableStream.from([bytes]), { secret }),
    );

    assert.deepEqual(given, CONTENT);
  });

  Deno.test(`${kind} stream with any one byte changed is refused`, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(bytes.length - 1),
        fc.integer({ min: 1, max: 255 }),
        async (at, change) => {
          const changed = bytes.slice();
          changed[at] = (changed[at] ?? 0) ^ change;

          const code = await refusalOf(changed, secret);

          assert.ok(code && ALTERED.has(code), `byte ${at}: ${code}`);
        },
      ),
      { numRuns },
    );
  });

  Deno.test(`${kind} stream with a changed byte in its first hundred is refused`, async () => {
    for (let at = 0; at < 100; at++) {
      const changed = bytes.slice();
      changed[at] = (changed[at] ?? 0) ^ 0x81;

      const code = await refusalOf(changed, secret);

      assert.ok(code && ALTERED.has(code), `byte ${at}: ${code}`);
      if (at >= 60 && secret) break;
    }
  });

  Deno.test(`${kind} stream that is cut anywhere is refused as truncated`, async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), async (length) => {
        assert.equal(
          await refusalOf(bytes.slice(0, length), secret),
          "backup_truncated",
        );
      }),
      { numRuns },
    );
  });

  Deno.test(`${kind} stream is refused when its chunks change places, or one goes`, async () => {
    const first = chunkAt(bytes, headerBytes(bytes));
    const second = chunkAt(bytes, first.end);
    const rest = bytes.slice(second.end);
    const header = bytes.slice(0, first.start);
    const swapped = join8(header, second.bytes, first.bytes, rest);
    const without = join8(header, second.bytes, rest);
    const twice = join8(header, first.bytes, first.bytes, second.bytes, rest);

    for (const changed of [swapped, without, twice]) {
      assert.equal(await refusalOf(changed, secret), "backup_altered");
    }
  });

  Deno.test(`${kind} stream with something behind its end is refused`, async () => {
    const longer = join8(bytes, new Uint8Array([0]));

    assert.equal(await refusalOf(longer, secret), "backup_altered");
  });
}

function headerBytes(bytes: Bytes): number {
  // The first chunk is full: its length word is found behind the header.
  for (let at = 0; at < 200; at++) {
    const word = new DataView(bytes.buffer).getUint32(at);
    if (word === CHUNK + 16 || word === CHUNK + 32) return at;
  }
  return assert.fail("there is no chunk");
}

function chunkAt(bytes: Bytes, start: number) {
  const length = new DataView(bytes.buffer).getUint32(start) & 0x7fff_ffff;
  const end = start + 4 + length;
  return { start, end, bytes: bytes.slice(start, end) };
}

function join8(...parts: readonly Bytes[]): Bytes {
  return new Uint8Array(parts.flatMap((part) => [...part]));
}

Deno.test("a stream of any length, in pieces of any size, comes back", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.oneof(
          fc.uint8Array({ maxLength: 300 }),
          fc.constantFrom(CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK)
            .map((length) => new Uint8Array(length).fill(length % 251)),
        ),
        { maxLength: 6 },
      ),
      async (pieces) => {
        const given = pieces.map((piece) => new Uint8Array(piece));
        const sealed = seal(ReadableStream.from(given), undefined);

        const back = await bytesOf(unseal(sealed, { secret: undefined }));

        assert.equal(
          Buffer.compare(back, Buffer.concat(given)),
          0,
        );
      },
    ),
    { numRuns: 60 },
  );
});

Deno.test("an encrypted stream needs its own secret", async () => {
  assert.equal(await refusalOf(sealedWithKey), "key_missing");
  assert.equal(
    await refusalOf(sealedWithKey, `${SECRET}!`),
    "key_wrong",
  );
});

Deno.test("a plain stream is refused where a secret is set, unless it is allowed", async () => {
  const allowed = unseal(ReadableStream.from([sealedPlain]), {
    secret: SECRET,
    allowPlain: true,
  });

  assert.equal(await refusalOf(sealedPlain, SECRET), "not_encrypted");
  assert.deepEqual(await bytesOf(allowed), CONTENT);
});

Deno.test("a stream of a newer format is refused as such, and another file as none", async () => {
  const newer = sealedPlain.slice();
  newer[8] = 2;

  assert.equal(await refusalOf(newer), "backup_newer");
  assert.equal(
    await refusalOf(new TextEncoder().encode("SQLite format 3\0 and so on")),
    "not_a_backup",
  );
  assert.equal(await refusalOf(new Uint8Array()), "backup_truncated");
});

Deno.test("the same content encrypted twice has nothing in common, and no plain text", async () => {
  const again = await bytesOf(seal(ReadableStream.from([CONTENT]), SECRET));
  const text = new TextDecoder("latin1");

  assert.ok(text.decode(sealedPlain).includes(CANARY));
  assert.ok(!text.decode(sealedWithKey).includes(CANARY));
  assert.ok(!text.decode(sealedWithKey).includes(SECRET));
  const body = (bytes: Bytes) => bytes.slice(100, 100 + 32).toHex();
  assert.notEqual(body(again), body(sealedWithKey));
});

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
