import { dirname } from "node:path";
import type { ResolvedBuildConfig } from "./options.ts";

/** True for a stylesheet that wants Tailwind. */
export function usesTailwind(css: string): boolean {
  return /@import\s+["']tailwindcss(\/[^"']*)?["']|@tailwind\s/.test(css);
}

/**
 * Runs Tailwind on one stylesheet: it looks through the project's files for class
 * names and writes the rules they need. Loads native code, so only a build calls it.
 *
 * @param path Absolute path of the stylesheet, for its own imports.
 * @throws If the stylesheet is not valid; the message names the file.
 */
export async function runTailwind(
  css: string,
  path: string,
  config: ResolvedBuildConfig,
): Promise<string> {
  const [{ compile, optimize }, { Scanner }] = await Promise.all([
    import("@tailwindcss/node"),
    import("@tailwindcss/oxide"),
  ]);
  try {
    const compiler = await compile(css, {
      base: dirname(path),
      from: path,
      onDependency: () => {},
    });
    const project = { base: config.root, pattern: "**/*", negated: false };
    const roots = compiler.root === "none"
      ? []
      : compiler.root === null
      ? [project]
      : [{ ...compiler.root, negated: false }];
    const scanner = new Scanner({ sources: [...roots, ...compiler.sources] });
    const built = compiler.build(scanner.scan());
    const minify = config.mode === "production";
    return minify ? optimize(built, { file: path, minify }).code : built;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`Cannot build stylesheet "${path}": ${reason}`, { cause });
  }
}
