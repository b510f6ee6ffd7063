import type { BuildFailure, Metafile, Plugin } from "esbuild";
import { join, relative } from "node:path";
import { type BuiltFile, builtFile } from "./content.ts";
import type { ResolvedBuildConfig } from "./options.ts";
import { shortNames } from "./short_names.ts";
import type { FoundFile } from "./walk.ts";

/** A script of the browser and the scripts it needs at once. */
export interface Chunk {
  readonly chunk: string;
  readonly imports: readonly string[];
}

/** The browser's side of a build. */
export interface ClientBundle {
  readonly files: readonly BuiltFile[];
  readonly boot: Chunk;
  /** By island path. */
  readonly islands: ReadonlyMap<string, Chunk>;
  readonly pageScript?: string;
  /** Absolute paths of all files that went in. */
  readonly inputs: readonly string[];
}

const URL_PREFIX = "/_fresh/js/";

/**
 * Bundles the islands for the browser, with shared code in shared chunks.
 *
 * @throws {Error} If a module cannot be bundled; the message names the file and line.
 */
export async function bundleClient(
  islands: readonly FoundFile[],
  config: ResolvedBuildConfig,
  plugin: Plugin,
): Promise<ClientBundle> {
  const development = config.mode === "development";
  const boot = join(config.layerDir, "client/boot.ts");
  const reload = join(config.layerDir, "client/reload.ts");
  const paths = [
    ...(islands.length > 0 ? [boot] : []),
    ...(development ? [reload] : []),
    ...islands.map(({ path }) => path),
  ];
  if (paths.length === 0) {
    return {
      files: [],
      boot: { chunk: "", imports: [] },
      islands: new Map(),
      inputs: [],
    };
  }

  const { outputs, metafile } = await bundle(paths, config, plugin);
  const chunks = chunksByEntry(metafile, config);
  return {
    files: outputs,
    boot: chunks.get(boot) ?? { chunk: "", imports: [] },
    islands: chunks,
    pageScript: chunks.get(reload)?.chunk,
    inputs: Object.keys(metafile.inputs)
      .filter((input) => !input.startsWith("asset-hashes:"))
      .map((input) => join(config.root, input)),
  };
}

async function bundle(
  entryPoints: string[],
  config: ResolvedBuildConfig,
  plugin: Plugin,
): Promise<{ outputs: BuiltFile[]; metafile: Metafile }> {
  const esbuild = await import("esbuild");
  const production = config.mode === "production";
  try {
    const result = await esbuild.build({
      absWorkingDir: config.root,
      entryPoints,
      entryNames: "[name]-[hash]",
      chunkNames: "chunk-[hash]",
      outdir: config.outDir,
      bundle: true,
      splitting: true,
      format: "esm",
      platform: "browser",
      target: config.target,
      jsx: "automatic",
      jsxImportSource: "preact",
      minify: production,
      metafile: true,
      write: false,
      logLevel: "silent",
      legalComments: "none",
      define: { "process.env.NODE_ENV": JSON.stringify(config.mode) },
      sourcemap: config.sourceMap?.kind ?? (production ? false : "linked"),
      sourceRoot: config.sourceMap?.sourceRoot,
      sourcesContent: config.sourceMap?.sourcesContent,
      plugins: [plugin],
    });
    const named = shortNames(result.outputFiles.map(({ path }) => path));
    const outputs = result.outputFiles.map(({ path, text }) =>
      builtFile(
        URL_PREFIX + named(relative(config.outDir, path)),
        new TextEncoder().encode(named(text)),
        true,
      )
    );
    const metafile: Metafile = JSON.parse(
      named(JSON.stringify(result.metafile)),
    );
    return { outputs, metafile };
  } catch (cause) {
    throw bundleError(cause, config.root);
  } finally {
    // esbuild's process would keep this one alive.
    await esbuild.stop();
  }
}

function chunksByEntry(
  { outputs }: Metafile,
  config: ResolvedBuildConfig,
): Map<string, Chunk> {
  const url = (output: string) =>
    URL_PREFIX + relative(config.outDir, join(config.root, output));
  const importsOf = (output: string, seen: Set<string>): Set<string> => {
    for (const { path, kind } of outputs[output]?.imports ?? []) {
      if (kind !== "import-statement" || seen.has(path)) continue;
      seen.add(path);
      importsOf(path, seen);
    }
    return seen;
  };

  const chunks = new Map<string, Chunk>();
  for (const [output, { entryPoint }] of Object.entries(outputs)) {
    if (entryPoint === undefined) continue;
    chunks.set(join(config.root, entryPoint), {
      chunk: url(output),
      imports: [...importsOf(output, new Set())].map(url),
    });
  }
  return chunks;
}

/** One line for each thing esbuild found, with file and position. */
function bundleError(cause: unknown, root: string): unknown {
  if (!(cause instanceof Error) || !("errors" in cause)) return cause;
  const lines = (cause as BuildFailure).errors.map(
    ({ text, location, notes }) => {
      const where = location
        ? `${
          relative(root, join(root, location.file))
        }:${location.line}:${location.column}: `
        : "";
      return `${where}${[text, ...notes.map((note) => note.text)].join("; ")}`;
    },
  );
  return new Error(`Cannot bundle the islands: ${lines.join("\n")}`, { cause });
}
