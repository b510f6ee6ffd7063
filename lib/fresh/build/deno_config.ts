import { dirname, join } from "node:path";

/** The parts of a `deno.json` that a build needs. */
export interface DenoConfig {
  /** Absolute path of the file, if there is one. */
  readonly path: string | undefined;
  readonly imports: Readonly<Record<string, string>>;
}

/** Reads the nearest `deno.json` at or above `root`. */
export async function readDenoConfig(root: string): Promise<DenoConfig> {
  for (let dir = root;; dir = dirname(dir)) {
    const path = join(dir, "deno.json");
    try {
      const { imports = {} } = JSON.parse(await Deno.readTextFile(path));
      return { path, imports };
    } catch (cause) {
      if (!(cause instanceof Deno.errors.NotFound)) {
        throw new Error(`Cannot read "${path}": ${cause}`, { cause });
      }
    }
    if (dirname(dir) === dir) return { path: undefined, imports: {} };
  }
}
