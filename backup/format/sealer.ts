import { createHash } from "node:crypto";
import type { Bytes } from "./byte_reader.ts";

/** Where a chunk stands; a chunk fits nowhere else. */
export type Place = { readonly index: number; readonly last: boolean };

/** Protects the chunks of one file, one after the other from the first. */
export interface Sealer {
  /** Bytes that a sealed chunk is longer. */
  readonly overhead: number;
  seal(chunk: Bytes, place: Place): Promise<Bytes> | Bytes;
  /** Gives `undefined` for a chunk that is not as it was, or stands elsewhere. */
  open(
    sealed: Bytes,
    place: Place,
  ): Promise<Bytes | undefined> | Bytes | undefined;
}

const DIGEST_BYTES = 32;
const TAG_BYTES = 16;

/**
 * Without a key: each chunk carries a SHA-256 over itself, its place and the
 * one before. Damage is found; somebody who alters a file on purpose can make
 * the digests anew.
 */
export function digestSealer(header: Bytes): Sealer {
  let before: Uint8Array = createHash("sha256").update(header).digest();
  const next = (chunk: Bytes, place: Place) =>
    createHash("sha256").update(before).update(placeBytes(place)).update(chunk)
      .digest();
  return {
    overhead: DIGEST_BYTES,
    seal: (chunk, place) => {
      before = next(chunk, place);
      return concat(chunk, before);
    },
    open: (sealed, place) => {
      const chunk = sealed.subarray(0, -DIGEST_BYTES);
      const digest = sealed.subarray(-DIGEST_BYTES);
      before = next(chunk, place);
      return before.every((byte, index) => byte === digest[index])
        ? chunk
        : undefined;
    },
  };
}

/**
 * AES-256-GCM. The key belongs to one file, so the chunk's number is a nonce
 * that never comes twice; the header and the place are authenticated, too.
 */
export function cipherSealer(key: CryptoKey, header: Bytes): Sealer {
  const algorithm = (place: Place) => {
    const iv = new Uint8Array(12);
    new DataView(iv.buffer).setBigUint64(4, BigInt(place.index));
    return {
      name: "AES-GCM",
      iv,
      additionalData: concat(header, placeBytes(place)),
    };
  };
  return {
    overhead: TAG_BYTES,
    seal: async (chunk, place) =>
      new Uint8Array(await crypto.subtle.encrypt(algorithm(place), key, chunk)),
    open: async (sealed, place) => {
      try {
        return new Uint8Array(
          await crypto.subtle.decrypt(algorithm(place), key, sealed),
        );
      } catch (error) {
        if (error instanceof DOMException && error.name === "OperationError") {
          return undefined;
        }
        throw error;
      }
    },
  };
}

function placeBytes({ index, last }: Place): Bytes {
  const bytes = new Uint8Array(9);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(index));
  bytes[8] = last ? 1 : 0;
  return bytes;
}

function concat(a: Uint8Array, b: Uint8Array): Bytes {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
