import { bundleClient, type ClientBundle } from "./bundle_client.ts";
import type { BuiltFile } from "./content.ts";
import { readDenoConfig } from "./deno_config.ts";
import { discover, type ProjectFiles } from "./discover.ts";
import type { ResolvedBuildConfig } from "./options.ts";
import { resolvePlugin } from "./resolve_plugin.ts";
import { buildStaticFiles } from "./static_assets.ts";
import type { StaticTransform } from "./transforms.ts";

/** A build in memory: nothing is written yet. */
export interface BuildResult {
  readonly project: ProjectFiles;
  readonly client: ClientBundle;
  /** Everything a browser may ask for. */
  readonly files: readonly BuiltFile[];
}

/** Builds static files and the browser's scripts. */
export async function runBuild(
  config: ResolvedBuildConfig,
  registeredIslands: readonly string[],
  transforms: readonly StaticTransform[],
): Promise<BuildResult> {
  const [project, denoConfig] = await Promise.all([
    discover(config, registeredIslands),
    readDenoConfig(config.root),
  ]);
  const statics = await buildStaticFiles(project.statics, config, transforms);
  const hashes = new Map(statics.map(({ url, hash }) => [url, hash]));
  const plugin = resolvePlugin(config, denoConfig, hashes);
  const client = await bundleClient(project.islands, config, plugin);
  return { project, client, files: [...statics, ...client.files] };
}
