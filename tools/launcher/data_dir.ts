import { join, relative } from "node:path";

/** The folder by its real path, or one line that says what is wrong with it. */
export type DataDirResult =
  | { readonly ok: true; readonly path: string }
  | { readonly ok: false; readonly problem: string };

/**
 * Makes the data folder, readable by its owner alone, and proves that files
 * can be written there. Refuses a folder that holds the program, since the
 * server may change whatever lies in its data folder.
 */
export async function prepareDataDir(
  path: string,
  projectRoot: string,
): Promise<DataDirResult> {
  try {
    await Deno.mkdir(path, { recursive: true, mode: 0o700 });
    const real = await Deno.realPath(path);
    if (holdsProgram(real, await Deno.realPath(projectRoot))) {
      return {
        ok: false,
        problem: `DATA_DIR is "${path}": it takes a folder of its own, not ` +
          "one that holds the program (data_dir_holds_program)",
      };
    }
    const probe = join(real, `.write-probe-${Deno.pid}`);
    await Deno.writeTextFile(probe, "", { createNew: true, mode: 0o600 });
    await Deno.remove(probe);
    return { ok: true, path: real };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return {
      ok: false,
      problem: `Cannot write to DATA_DIR "${path}": ` +
        `${error.message.split("\n")[0]} (data_dir_unwritable)`,
    };
  }
}

const NEVER_DATA: ReadonlySet<string> = new Set([
  ".cache",
  ".git",
  "_fresh",
  "api",
  "backup",
  "client",
  "components",
  "db",
  "docs",
  "domain",
  "examples",
  "host",
  "islands",
  "lib",
  "model",
  "node_modules",
  "orchestrator",
  "routes",
  "static",
  "tests",
  "tools",
  "wrapper",
]);

function holdsProgram(dataDir: string, projectRoot: string): boolean {
  const inside = relative(projectRoot, dataDir);
  if (inside === "" || /^(\.\.\/)*\.\.$/.test(inside)) return true;
  const first = inside.split("/")[0] ?? "";
  return first !== ".." && NEVER_DATA.has(first);
}
