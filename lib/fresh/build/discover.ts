import { relative } from "node:path";
import type { ResolvedBuildConfig } from "./options.ts";
import { type FoundFile, walkFiles } from "./walk.ts";

/** The files of a project that the conventions give a meaning. */
export interface ProjectFiles {
  readonly routes: readonly FoundFile[];
  /** Named by their path inside the project. */
  readonly islands: readonly FoundFile[];
  readonly statics: readonly FoundFile[];
}

const SOURCE = /\.[jt]sx?$/;
const COMPONENT = /\.[jt]sx$/;

/**
 * Finds routes, islands and static files. Islands are the `.tsx` and `.jsx` files of
 * the islands folder and of any `(_islands)` folder among the routes, and those
 * registered by hand.
 */
export async function discover(
  config: ResolvedBuildConfig,
  registered: readonly string[],
): Promise<ProjectFiles> {
  const kept = (file: FoundFile) =>
    !config.ignore.some((pattern) => pattern.test(file.path));
  const inRoutes = (await walkFiles(config.routeDir)).filter(kept);
  const inIslands = (await walkFiles(config.islandDir)).filter(kept);

  const islandPaths = [
    ...inIslands.filter(({ name }) => COMPONENT.test(name)),
    ...inRoutes.filter(({ name }) =>
      COMPONENT.test(name) && name.split("/").includes("(_islands)")
    ),
  ].map(({ path }) => path);
  const islands = [...new Set([...islandPaths, ...registered])].map((path) => ({
    path,
    name: relative(config.root, path).replaceAll("\\", "/"),
  }));

  const routes = inRoutes.filter(({ name }) =>
    SOURCE.test(name) && !/(^|\/)\(_[^/]*\)\//.test(name)
  );
  return { routes, islands, statics: await staticFilesOf(config) };
}

async function staticFilesOf(
  config: ResolvedBuildConfig,
): Promise<FoundFile[]> {
  const byName = new Map<string, FoundFile>();
  for (const dir of config.staticDir) {
    for (const file of await walkFiles(dir)) {
      if (!byName.has(file.name)) byName.set(file.name, file);
    }
  }
  return [...byName.values()];
}
