import { createHash, type Hash } from "node:crypto";
import type { Bytes } from "./byte_reader.ts";
import { writeFileBytes } from "./file_bytes.ts";
import type { Part } from "./manifest.ts";

const LINE_END = 0x0a;

/** Counts a content and takes its digest while it passes. */
export class Tally {
  readonly #hash: Hash = createHash("sha256");
  bytes = 0;
  lines = 0;

  async *watch(
    content: AsyncIterable<Bytes>,
    signal?: AbortSignal,
  ): AsyncGenerator<Bytes> {
    for await (const piece of content) {
      signal?.throwIfAborted();
      this.add(piece);
      yield piece;
    }
  }

  add(piece: Bytes): void {
    this.#hash.update(piece);
    this.bytes += piece.length;
    let at = piece.indexOf(LINE_END);
    for (; at >= 0; at = piece.indexOf(LINE_END, at + 1)) this.lines++;
  }

  /** To be asked once, at the end. */
  digest(): string {
    return this.#hash.digest("hex");
  }
}

/** Compresses a content into a file of its own, and tells about it. */
export async function packPart(
  name: string,
  path: string,
  content: AsyncIterable<Bytes>,
  signal?: AbortSignal,
): Promise<Part> {
  const tally = new Tally();
  const packed = ReadableStream.from(tally.watch(content, signal))
    .pipeThrough(new CompressionStream("gzip"));
  const packed_bytes = await writeFileBytes(
    path,
    packed as ReadableStream<Bytes>,
  );
  return {
    name,
    bytes: tally.bytes,
    sha256: tally.digest(),
    ...(name.startsWith("history/") ? { rows: tally.lines } : {}),
    packed_bytes,
  };
}

/** The content of compressed bytes. */
export function unpack(packed: AsyncIterable<Bytes>): AsyncIterable<Bytes> {
  return ReadableStream.from(packed)
    .pipeThrough(new DecompressionStream("gzip"));
}
