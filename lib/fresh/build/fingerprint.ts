import { dirname, join, relative } from "node:path";
import { contentHash } from "./content.ts";
import { readDenoConfig } from "./deno_config.ts";
import type { ResolvedBuildConfig } from "./options.ts";
import { walkFiles } from "./walk.ts";

const STAMP = "fingerprint.json";

/** What a build was made from: each input's size and time, and the options. */
export interface Stamp {
  readonly options: string;
  readonly inputs: Readonly<Record<string, string>>;
}

/**
 * Tells whether the build in `config.outDir` was made from exactly what is there now.
 * Any doubt, such as a file that cannot be read, counts as no.
 */
export async function isUpToDate(
  config: ResolvedBuildConfig,
): Promise<boolean> {
  try {
    const text = await Deno.readTextFile(join(config.outDir, STAMP));
    const { options, inputs }: Stamp = JSON.parse(text);
    if (options !== optionsKey(config)) return false;
    await Deno.stat(join(config.outDir, "server.js"));
    const now = await stamp(config, Object.keys(inputs));
    return JSON.stringify(now.inputs) === JSON.stringify(inputs);
  } catch {
    return false;
  }
}

/**
 * The fingerprint of everything a build could read: the project's folder, the folders
 * named by the options, the layer, the lock file, and `known` inputs from elsewhere.
 * Take it before building, so that a change meanwhile counts as a change.
 */
export async function stamp(
  config: ResolvedBuildConfig,
  known: readonly string[],
): Promise<Stamp> {
  const { path: denoConfig } = await readDenoConfig(config.root);
  const skip = await skippedNames(config);
  const listed = await Promise.all([
    walkFiles(config.root, skip),
    ...[
      config.layerDir,
      config.islandDir,
      config.routeDir,
      ...config.staticDir,
    ].map((dir) => walkFiles(dir)),
  ]);
  const paths = new Set(listed.flat().map(({ path }) => path));
  for (const path of known) paths.add(path);
  if (denoConfig) {
    paths.add(denoConfig);
    paths.add(join(dirname(denoConfig), "deno.lock"));
  }

  const entries = await Promise.all(
    [...paths].sort().map(async (path) => {
      const info = await Deno.stat(path).catch(() => undefined);
      const state = info ? `${info.size} ${info.mtime?.getTime()}` : "missing";
      return [path, state];
    }),
  );
  return { options: optionsKey(config), inputs: Object.fromEntries(entries) };
}

/**
 * Writes the stamp of a build next to it: the inputs as they were `before`, and those
 * that only the build itself could name as they are `after`.
 */
export async function writeStamp(
  config: ResolvedBuildConfig,
  before: Stamp,
  after: Stamp["inputs"],
): Promise<void> {
  const merged = Object.entries({ ...after, ...before.inputs });
  const inputs = Object.fromEntries(merged.sort(([a], [b]) => a < b ? -1 : 1));
  await Deno.writeTextFile(
    join(config.outDir, STAMP),
    JSON.stringify({ options: before.options, inputs }),
  );
}

/**
 * Folders of the project that no build reads: installed packages, hidden folders, the
 * output, and what a plain line of `.gitignore` names at the top, as Tailwind does.
 */
export async function skippedNames(
  { root, outDir }: ResolvedBuildConfig,
): Promise<(name: string) => boolean> {
  const ignore = await Deno.readTextFile(join(root, ".gitignore"))
    .catch(() => "");
  const top = new Set(
    ignore.split("\n")
      .map((line) => line.trim().replace(/^\/|\/$/g, ""))
      .filter((line) => /^[\w.-]+$/.test(line)),
  );
  top.add(relative(root, outDir));
  return (name) => {
    const last = name.slice(name.lastIndexOf("/") + 1);
    return last === "node_modules" || last.startsWith(".") || top.has(name);
  };
}

function optionsKey(config: ResolvedBuildConfig): string {
  const { ignore, ...rest } = config;
  const patterns = ignore.map(String);
  return contentHash(
    JSON.stringify({ ...rest, patterns, deno: Deno.version.deno }),
  );
}
