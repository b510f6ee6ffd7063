import { BackupError } from "../backup_error.ts";
import { ByteReader, type Bytes, EndOfBytes } from "./byte_reader.ts";
import { deriveFileKey } from "./file_key.ts";
import {
  encodeHeader,
  type Header,
  PROOF_BYTES,
  readHeader,
  SALT_BYTES,
} from "./header.ts";
import { cipherSealer, digestSealer, type Sealer } from "./sealer.ts";

// After the header come chunks: 4 bytes with the length of the sealed chunk,
// whose highest bit marks the last one, then the sealed chunk.

const CHUNK_BYTES = 64 * 1024;
const LENGTH_BYTES = 4;
const LAST_BIT = 0x8000_0000;

/** Protects a stream of any length, in bounded memory. Without a secret it is not encrypted. */
export async function* seal(
  payload: AsyncIterable<Bytes>,
  secret: string | undefined,
): AsyncGenerator<Bytes> {
  const salt = crypto.getRandomValues(new Uint8Array(SALT_BYTES));
  const fileKey = secret === undefined
    ? undefined
    : await deriveFileKey(secret, salt);
  const header = encodeHeader({
    encrypted: fileKey !== undefined,
    salt,
    keyProof: fileKey?.proof ?? new Uint8Array(PROOF_BYTES),
  });
  yield header;
  const sealer = fileKey
    ? cipherSealer(fileKey.key, header)
    : digestSealer(header);
  let index = 0;
  for await (const { chunk, last } of chunksOf(payload)) {
    const sealed = await sealer.seal(chunk, { index: index++, last });
    const length = new Uint8Array(LENGTH_BYTES);
    new DataView(length.buffer)
      .setUint32(0, sealed.length + (last ? LAST_BIT : 0));
    yield length;
    yield sealed;
  }
}

/** How a sealed stream may be opened. */
export type OpenOptions = {
  readonly secret: string | undefined;
  /** Also take a file that nobody encrypted, although there is a secret. */
  readonly allowPlain?: boolean;
};

/**
 * Gives back what `seal` was given. A piece is given only after it was found
 * as it was written; that nothing is missing is known at the end alone.
 *
 * @throws {BackupError} (as a rejection) at the first thing that is wrong.
 */
export async function* unseal(
  bytes: AsyncIterable<Bytes>,
  options: OpenOptions,
): AsyncGenerator<Bytes> {
  await using reader = new ByteReader(bytes);
  const start = await readHeader(reader);
  const sealer = await sealerFor(start.header, start.bytes, options);
  for (let index = 0;; index++) {
    const word = new DataView((await take(reader, LENGTH_BYTES)).buffer)
      .getUint32(0);
    const last = word >= LAST_BIT;
    const length = last ? word - LAST_BIT : word;
    if (
      length < sealer.overhead || length > CHUNK_BYTES + sealer.overhead
    ) throw altered(index);
    const sealed = await take(reader, length);
    const chunk = await sealer.open(sealed, { index, last });
    if (!chunk) throw altered(index);
    if (chunk.length > 0) yield chunk;
    if (!last) continue;
    if (await reader.atEnd()) return;
    throw new BackupError(
      "backup_altered",
      "Cannot read the backup: something was added behind its end",
    );
  }
}

async function sealerFor(
  header: Header,
  bytes: Bytes,
  { secret, allowPlain }: OpenOptions,
): Promise<Sealer> {
  if (!header.encrypted) {
    if (secret === undefined || allowPlain) return digestSealer(bytes);
    throw new BackupError(
      "not_encrypted",
      "Cannot trust the backup: ENCRYPTION_KEY is set and the file is not " +
        "encrypted, so anybody may have made it; --allow-plain takes it",
    );
  }
  if (secret === undefined) {
    throw new BackupError(
      "key_missing",
      "Cannot read the backup: it is encrypted; set ENCRYPTION_KEY",
    );
  }
  const { key, proof } = await deriveFileKey(secret, header.salt);
  if (proof.some((byte, index) => byte !== header.keyProof[index])) {
    throw new BackupError(
      "key_wrong",
      "Cannot read the backup: it was encrypted with another ENCRYPTION_KEY",
    );
  }
  return cipherSealer(key, bytes);
}

function altered(index: number): BackupError {
  return new BackupError(
    "backup_altered",
    `Cannot read the backup: chunk ${index} is not as it was written`,
  );
}

async function take(reader: ByteReader, count: number): Promise<Bytes> {
  try {
    return await reader.take(count);
  } catch (error) {
    if (!(error instanceof EndOfBytes)) throw error;
    throw new BackupError(
      "backup_truncated",
      "Cannot read the backup: the file was cut off",
      error,
    );
  }
}

/** Pieces of any size as chunks of one size; the last may be shorter, or empty. */
async function* chunksOf(
  pieces: AsyncIterable<Bytes>,
): AsyncGenerator<{ readonly chunk: Bytes; readonly last: boolean }> {
  let chunk = new Uint8Array(CHUNK_BYTES);
  let filled = 0;
  for await (const piece of pieces) {
    for (let rest = piece; rest.length > 0;) {
      // Only now it is known that this one is not the last.
      if (filled === CHUNK_BYTES) {
        yield { chunk, last: false };
        chunk = new Uint8Array(CHUNK_BYTES);
        filled = 0;
      }
      const part = rest.subarray(0, CHUNK_BYTES - filled);
      chunk.set(part, filled);
      filled += part.length;
      rest = rest.subarray(part.length);
    }
  }
  yield { chunk: chunk.subarray(0, filled), last: true };
}
