import { dirname, join } from "node:path";
import { z } from "zod";
import { ByteReader, type Bytes } from "../format/byte_reader.ts";
import { fileBytes, writeFileBytes } from "../format/file_bytes.ts";

// Each file: 4 bytes with the length of its facts, the facts as JSON, then its
// bytes.

const LENGTH_BYTES = 4;
const FACTS_MAX_BYTES = 64 * 1024;
/** Of each agent, what Claude keeps for it; not what it works on. */
const KEPT = "config";

const Facts = z.object({
  /** Relative, of plain names alone, so that it leads nowhere else. */
  path: z.string().refine((path) =>
    path.split("/").every((name) =>
      name !== "" && name !== "." && name !== ".."
    )
  ),
  size: z.int().nonnegative(),
});
type Facts = z.infer<typeof Facts>;

/**
 * The files of the agents' own Claude configuration folders, one after the
 * other. Links are left out. Of a file that changes meanwhile, so much as it
 * had in the beginning; one that is gone is left out.
 */
export async function* packAgents(folder: string): AsyncGenerator<Bytes> {
  for (const agent of await namesIn(folder)) {
    for await (const path of filesBelow(folder, `${agent}/${KEPT}`)) {
      yield* packFile(folder, path);
    }
  }
}

/** Puts the files of `packAgents` into a folder. */
export async function unpackAgents(
  content: AsyncIterable<Bytes>,
  folder: string,
): Promise<void> {
  const reader = new ByteReader(content);
  while (!await reader.atEnd()) {
    const { path, size } = await readFacts(reader);
    const target = join(folder, path);
    await Deno.mkdir(dirname(target), { recursive: true, mode: 0o700 });
    await writeFileBytes(target, reader.pieces(size));
  }
}

async function* packFile(folder: string, path: string) {
  const bytes = fileBytes(join(folder, path));
  const { size } = await Deno.stat(join(folder, path));
  const facts: Facts = { path, size };
  const text = new TextEncoder().encode(JSON.stringify(facts));
  const length = new Uint8Array(LENGTH_BYTES);
  new DataView(length.buffer).setUint32(0, text.length);
  yield length;
  yield text;
  let left = size;
  for await (const piece of bytes) {
    yield piece.subarray(0, left);
    left -= Math.min(left, piece.length);
    if (left === 0) return;
  }
  // It has become shorter: what is missing reads as zeros.
  if (left > 0) yield new Uint8Array(left);
}

async function readFacts(reader: ByteReader): Promise<Facts> {
  const length = new DataView((await reader.take(LENGTH_BYTES)).buffer)
    .getUint32(0);
  if (length > FACTS_MAX_BYTES) {
    throw new RangeError(`Cannot read a file's facts: ${length} bytes`);
  }
  const text = new TextDecoder().decode(await reader.take(length));
  return Facts.parse(JSON.parse(text));
}

async function* filesBelow(
  root: string,
  path: string,
): AsyncGenerator<string> {
  for (const entry of await entriesOf(join(root, path))) {
    const inner = `${path}/${entry.name}`;
    if (entry.isDirectory) yield* filesBelow(root, inner);
    else if (entry.isFile) yield inner;
  }
}

async function namesIn(folder: string): Promise<readonly string[]> {
  return (await entriesOf(folder)).filter((entry) => entry.isDirectory)
    .map(({ name }) => name).sort();
}

async function entriesOf(folder: string): Promise<readonly Deno.DirEntry[]> {
  try {
    return await Array.fromAsync(Deno.readDir(folder));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
}
