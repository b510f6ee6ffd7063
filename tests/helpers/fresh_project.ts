import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { tempDirectory } from "./temp_directory.ts";

/** A small project in a folder of its own that a test may change. */
export interface FreshProject extends AsyncDisposable {
  readonly root: string;
  /** Writes a file, with the folders it needs. */
  write(path: string, text: string): Promise<void>;
}

/** Makes a project of `files`, with this repository's packages at hand. */
export async function freshProject(
  files: Readonly<Record<string, string>>,
): Promise<FreshProject> {
  const folder = await tempDirectory();
  const root = await Deno.realPath(folder.path);
  const write = async (path: string, text: string) => {
    await Deno.mkdir(dirname(join(root, path)), { recursive: true });
    await Deno.writeTextFile(join(root, path), text);
  };
  const packages = new URL("../../node_modules", import.meta.url);
  await Deno.symlink(fileURLToPath(packages), join(root, "node_modules"));
  await write("deno.json", '{ "imports": { "@/": "./" } }');
  for (const [path, text] of Object.entries(files)) await write(path, text);
  return {
    root,
    write,
    [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose](),
  };
}
