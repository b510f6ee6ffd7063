import { strict as assert } from "node:assert";
import { Buffer } from "node:buffer";
import fc from "fast-check";
import type { Bytes } from "@/backup/format/byte_reader.ts";
import { seal, unseal } from "@/backup/format/sealed_stream.ts";
import { SECRET } from "@/tests/helpers/backups.ts";
import {
  bytesOf,
  CANARY,
  CHUNK,
  CONTENT,
} from "@/tests/helpers/sealed_bytes.ts";

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
