import { type Bytes } from "./byte_reader.ts";
import { PROOF_BYTES } from "./header.ts";

/** What one file is encrypted with, and how its header proves the secret. */
export type FileKey = { readonly key: CryptoKey; readonly proof: Bytes };

// A person may have thought of the secret, so guessing has to be slow.
const ROUNDS = 600_000;
const encoder = new TextEncoder();

/**
 * Derives a file's key from the secret in `ENCRYPTION_KEY` and the file's salt:
 * PBKDF2 with SHA-256 makes guesses slow, HKDF parts the key from its proof.
 * Takes some tenths of a second.
 */
export async function deriveFileKey(
  secret: string,
  salt: Bytes,
): Promise<FileKey> {
  const { subtle } = crypto;
  const password = await subtle.importKey(
    "raw",
    encoder.encode(secret),
    "PBKDF2",
    false,
    ["deriveBits"],
  );
  const slow = await subtle.deriveBits(
    { name: "PBKDF2", hash: "SHA-256", salt, iterations: ROUNDS },
    password,
    256,
  );
  const root = await subtle.importKey("raw", slow, "HKDF", false, [
    "deriveKey",
    "deriveBits",
  ]);
  const purpose = (info: string) => ({
    name: "HKDF",
    hash: "SHA-256",
    salt,
    info: encoder.encode(info),
  });
  const proof = await subtle.deriveBits(
    purpose("vamp backup: proof of the key"),
    root,
    PROOF_BYTES * 8,
  );
  const key = await subtle.deriveKey(
    purpose("vamp backup: chunks"),
    root,
    { name: "AES-GCM", length: 256 },
    false,
    ["encrypt", "decrypt"],
  );
  return { key, proof: new Uint8Array(proof) };
}
