import { join } from "node:path";

/** A file found by {@linkcode walkFiles}. */
export interface FoundFile {
  /** Absolute path. */
  readonly path: string;
  /** Path inside the walked folder, with `/`. */
  readonly name: string;
}

/**
 * All files below `dir` in a stable order; none if there is no such folder.
 *
 * @param skip Tells which folders and files to leave out, by name inside `dir`.
 */
export async function walkFiles(
  dir: string,
  skip: (name: string) => boolean = () => false,
): Promise<FoundFile[]> {
  const found: FoundFile[] = [];
  const visit = async (prefix: string): Promise<void> => {
    for await (const entry of Deno.readDir(join(dir, prefix))) {
      const name = prefix === "" ? entry.name : `${prefix}/${entry.name}`;
      if (skip(name)) continue;
      if (entry.isDirectory) await visit(name);
      else if (entry.isFile) found.push({ name, path: join(dir, name) });
    }
  };
  try {
    await visit("");
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  return found.sort((a, b) => a.name < b.name ? -1 : 1);
}
