import type { FoundFile } from "./walk.ts";
import { type BuiltFile, builtFile } from "./content.ts";
import type { ResolvedBuildConfig } from "./options.ts";
import { runTailwind, usesTailwind } from "./tailwind.ts";
import type { StaticTransform } from "./transforms.ts";

/** Reads the static files, and runs Tailwind and the builder's transforms on them. */
export async function buildStaticFiles(
  files: readonly FoundFile[],
  config: ResolvedBuildConfig,
  transforms: readonly StaticTransform[],
): Promise<BuiltFile[]> {
  return await Promise.all(files.map(async ({ name, path }) => {
    let content = await Deno.readFile(path);
    for (const transform of transforms) {
      content = await transform(name, path, content);
    }
    if (name.endsWith(".css")) {
      const css = new TextDecoder().decode(content);
      if (usesTailwind(css)) {
        content = new TextEncoder().encode(
          await runTailwind(css, path, config),
        );
      }
    }
    return builtFile(`/${name}`, content, false);
  }));
}
