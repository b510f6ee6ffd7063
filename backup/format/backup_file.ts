import { basename, dirname } from "node:path";
import { BackupError } from "../backup_error.ts";
import { ByteReader, type Bytes, EndOfBytes } from "./byte_reader.ts";
import { fileBytes, syncFolder, writeFileBytes } from "./file_bytes.ts";
import { Manifest, type Part } from "./manifest.ts";
import { Tally, unpack } from "./packed_part.ts";
import { type OpenOptions, seal, unseal } from "./sealed_stream.ts";

// What is sealed: 4 bytes with the length of the manifest, the manifest as
// JSON, then its parts in their order, each compressed.

const LENGTH_BYTES = 4;
const MANIFEST_MAX_BYTES = 4 * 1024 ** 2;

/** A content to do something with; what is not read is read and checked anyway. */
export type TakePart = (
  content: AsyncIterable<Bytes>,
  part: Part,
) => Promise<void>;

/**
 * Writes a backup under a name that says it is not finished, reads it back, and
 * gives it its own name only then. A file of that name is replaced.
 *
 * @param packed Path of each part's compressed content.
 * @param signal Gives it up.
 * @throws {BackupError} (as a rejection) when what was written reads otherwise.
 */
export async function writeBackupFile(
  path: string,
  manifest: Manifest,
  packed: readonly string[],
  secret: string | undefined,
  signal?: AbortSignal,
): Promise<void> {
  const unfinished = `${path}.unfinished`;
  try {
    await writeFileBytes(
      unfinished,
      seal(payloadOf(manifest, packed, signal), secret),
    );
    // A file of that name from before may have been readable by others.
    await Deno.chmod(unfinished, 0o600);
    await verifyBackupFile(unfinished, { secret });
    await Deno.rename(unfinished, path);
  } catch (error) {
    await Deno.remove(unfinished).catch(() => {});
    throw error;
  }
  await syncFolder(dirname(path));
}

/**
 * Reads a whole backup and gives its manifest: every byte is there, as it was
 * written, and every part is what the manifest says.
 *
 * @throws {BackupError} (as a rejection) at the first thing that is wrong.
 */
export function verifyBackupFile(
  path: string,
  options: OpenOptions,
): Promise<Manifest> {
  return readBackupFile(path, options, () => undefined);
}

/**
 * Reads a whole backup as `verifyBackupFile` does, and hands out the parts that
 * somebody wants. What they take is known to be right when this resolves.
 *
 * @param takerOf Who takes a part; `undefined`: nobody.
 * @throws {BackupError} (as a rejection) at the first thing that is wrong.
 */
export async function readBackupFile(
  path: string,
  options: OpenOptions,
  takerOf: (part: Part) => TakePart | undefined,
): Promise<Manifest> {
  await using reader = new ByteReader(unseal(existing(path), options));
  const length = new DataView((await reader.take(LENGTH_BYTES)).buffer)
    .getUint32(0);
  if (length > MANIFEST_MAX_BYTES) throw unfit(path);
  const manifest = parseManifest(await reader.take(length), path);
  for (const part of manifest.parts) {
    await readPart(reader, part, takerOf(part), path);
  }
  // This also makes sure of the end of what is sealed.
  if (!await reader.atEnd()) throw unfit(path);
  return manifest;
}

async function readPart(
  reader: ByteReader,
  part: Part,
  take: TakePart | undefined,
  path: string,
): Promise<void> {
  const tally = new Tally();
  const content = unpack(reader.pieces(part.packed_bytes));
  const watched = tally.watch(fitting(content, path));
  await take?.(watched, part);
  for await (const _rest of watched);
  if (tally.bytes !== part.bytes || tally.digest() !== part.sha256) {
    throw unfit(path);
  }
  if (part.rows !== undefined && part.rows !== tally.lines) throw unfit(path);
}

/** What cannot be unpacked, or is not all there, was not packed like this. */
async function* fitting(
  content: AsyncIterable<Bytes>,
  path: string,
): AsyncGenerator<Bytes> {
  try {
    yield* content;
  } catch (error) {
    if (error instanceof TypeError || error instanceof EndOfBytes) {
      throw unfit(path, error);
    }
    throw error;
  }
}

async function* payloadOf(
  manifest: Manifest,
  packed: readonly string[],
  signal: AbortSignal | undefined,
): AsyncGenerator<Bytes> {
  const text = new TextEncoder().encode(JSON.stringify(manifest));
  const length = new Uint8Array(LENGTH_BYTES);
  new DataView(length.buffer).setUint32(0, text.length);
  yield length;
  yield text;
  for (const path of packed) {
    for await (const piece of fileBytes(path)) {
      signal?.throwIfAborted();
      yield piece;
    }
  }
}

async function* existing(path: string): AsyncGenerator<Bytes> {
  try {
    yield* fileBytes(path);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw new BackupError(
      "backup_missing",
      `Cannot read the backup "${path}": there is no such file`,
      error,
    );
  }
}

function parseManifest(bytes: Bytes, path: string): Manifest {
  try {
    return Manifest.parse(JSON.parse(new TextDecoder().decode(bytes)));
  } catch (cause) {
    throw unfit(path, cause);
  }
}

function unfit(path: string, cause?: unknown): BackupError {
  return new BackupError(
    "backup_altered",
    `Cannot read the backup "${basename(path)}": its parts are not what its ` +
      "manifest says",
    cause,
  );
}
