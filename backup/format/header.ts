import { createHash } from "node:crypto";
import { BackupError } from "../backup_error.ts";
import { type ByteReader, type Bytes, EndOfBytes } from "./byte_reader.ts";

// What a backup begins with, in bytes:
//   8  the letters "VAMPBKUP"
//   1  version of the format
//   1  0: plain, 1: encrypted
//  16  salt, random for each file
//  16  proof of the key; of a plain file zeros
//   8  beginning of the SHA-256 of all before

/** The only version of the format that there is so far. */
export const FORMAT_VERSION = 1;
export const SALT_BYTES = 16;
export const PROOF_BYTES = 16;

const LETTERS = new TextEncoder().encode("VAMPBKUP");
const CHECK_BYTES = 8;

/** What is in the clear about a backup. */
export type Header = {
  readonly encrypted: boolean;
  readonly salt: Bytes;
  readonly keyProof: Bytes;
};

/** The header as it is written. */
export function encodeHeader(header: Header): Bytes {
  const facts = new Uint8Array([
    ...LETTERS,
    FORMAT_VERSION,
    header.encrypted ? 1 : 0,
    ...header.salt,
    ...header.keyProof,
  ]);
  return new Uint8Array([...facts, ...checkOf(facts)]);
}

/**
 * Reads a header, and gives it with its bytes as they were written.
 *
 * @throws {BackupError} (as a rejection) when these are no backup that this
 * program can read.
 */
export async function readHeader(
  reader: ByteReader,
): Promise<{ readonly header: Header; readonly bytes: Bytes }> {
  const letters = await take(reader, LETTERS.length);
  if (!LETTERS.every((letter, index) => letters[index] === letter)) {
    throw new BackupError(
      "not_a_backup",
      "Cannot read the backup: the file does not begin as one",
    );
  }
  const [version = 0] = await take(reader, 1);
  if (version > FORMAT_VERSION) {
    throw new BackupError(
      "backup_newer",
      `Cannot read the backup: its format is ${version}, and this program ` +
        `knows ${FORMAT_VERSION}; use a newer one`,
    );
  }
  const [kind = 0] = await take(reader, 1);
  const salt = await take(reader, SALT_BYTES);
  const keyProof = await take(reader, PROOF_BYTES);
  const check = await take(reader, CHECK_BYTES);
  const facts = new Uint8Array([
    ...letters,
    version,
    kind,
    ...salt,
    ...keyProof,
  ]);
  if (checkOf(facts).some((byte, index) => byte !== check[index])) {
    throw new BackupError(
      "backup_altered",
      "Cannot read the backup: its beginning was altered",
    );
  }
  return {
    header: { encrypted: kind === 1, salt, keyProof },
    bytes: new Uint8Array([...facts, ...check]),
  };
}

async function take(reader: ByteReader, count: number): Promise<Bytes> {
  try {
    return await reader.take(count);
  } catch (error) {
    if (!(error instanceof EndOfBytes)) throw error;
    throw new BackupError(
      "backup_truncated",
      "Cannot read the backup: the file ends within its first bytes",
      error,
    );
  }
}

function checkOf(facts: Bytes): Bytes {
  const digest = createHash("sha256").update(facts).digest();
  return new Uint8Array(digest.subarray(0, CHECK_BYTES));
}
