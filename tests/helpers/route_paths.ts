import { fileURLToPath } from "node:url";
import { join } from "node:path";

/**
 * Addresses of all pages, as their files say; those that begin with `_` are
 * none. A new page is found by itself.
 *
 * @param samples For each page with a parameter, addresses to open.
 * @throws {Error} (as a rejection) when a page with a parameter has none.
 */
export async function routePaths(
  samples: Readonly<Record<string, readonly string[]>>,
): Promise<readonly string[]> {
  const root = fileURLToPath(new URL("../../routes/", import.meta.url));
  const patterns = await patternsIn(root, "");
  return patterns.sort().flatMap((pattern) => {
    if (!pattern.includes("[")) return [pattern];
    const paths = samples[pattern];
    if (paths?.length) return paths;
    throw new Error(`Cannot open page "${pattern}": it has no sample`);
  });
}

async function patternsIn(folder: string, path: string): Promise<string[]> {
  const found: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    if (isDirectory) {
      found.push(...await patternsIn(join(folder, name), `${path}/${name}`));
    } else if (name.endsWith(".tsx") && !name.startsWith("_")) {
      const stem = name.slice(0, -".tsx".length);
      found.push(stem === "index" ? path || "/" : `${path}/${stem}`);
    }
  }
  return found;
}
