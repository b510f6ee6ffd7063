import type { Bytes } from "./byte_reader.ts";

const READ_BYTES = 64 * 1024;

/** A file's bytes, a piece at a time; the file is closed in any case. */
export async function* fileBytes(path: string): AsyncGenerator<Bytes> {
  using file = await Deno.open(path);
  for (;;) {
    // A new piece each time: whoever took the last one may still hold it.
    const buffer = new Uint8Array(READ_BYTES);
    const read = await file.read(buffer);
    if (read === null) return;
    yield buffer.subarray(0, read);
  }
}

/**
 * Writes a new file, readable by its owner alone, and waits for the disk. A
 * file of that name is replaced. Gives its length in bytes.
 */
export async function writeFileBytes(
  path: string,
  pieces: AsyncIterable<Bytes>,
): Promise<number> {
  using file = await Deno.open(path, {
    write: true,
    create: true,
    truncate: true,
    mode: 0o600,
  });
  let length = 0;
  for await (const piece of pieces) {
    length += piece.length;
    for (let rest = piece; rest.length > 0;) {
      rest = rest.subarray(await file.write(rest));
    }
  }
  await file.sync();
  return length;
}

/** Makes the names in a folder last through a power cut. */
export async function syncFolder(path: string): Promise<void> {
  using folder = await Deno.open(path);
  await folder.sync();
}

/** Removes a file or a folder with all in it; it may be missing. */
export async function removeIfThere(path: string): Promise<void> {
  try {
    await Deno.remove(path, { recursive: true });
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}

/** Whether there is anything under this name. */
export async function exists(path: string): Promise<boolean> {
  try {
    await Deno.lstat(path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
