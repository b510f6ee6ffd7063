import type { Bytes } from "@/backup/format/byte_reader.ts";

export const CANARY = "canary-7f3a-of-the-tests";
export const CHUNK = 64 * 1024;
/** Incompressible, so that what is sealed is as long, with the canary in it. */
export const CONTENT = withCanary(noise(2 * CHUNK + 77));

/** So many bytes that nothing makes shorter. */
export function noise(length: number): Bytes {
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

/** All of a stream at once. */
export async function bytesOf(pieces: AsyncIterable<Bytes>): Promise<Bytes> {
  return await new Response(ReadableStream.from(pieces)).bytes();
}
