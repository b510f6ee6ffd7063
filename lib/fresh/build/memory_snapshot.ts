import { pathToFileURL } from "node:url";
import type { FsRouteModule, RouteExports } from "../routing/fs_routes.ts";
import type { IslandModule, ServedFile, Snapshot } from "../server/snapshot.ts";
import type { ResolvedBuildConfig } from "./options.ts";
import type { BuildResult } from "./run_build.ts";
import type { FoundFile } from "./walk.ts";

/** Imports a route file; the development server uses its own. */
export type ImportFile = (
  file: FoundFile,
) => Promise<Readonly<Record<string, unknown>>>;

const importFile: ImportFile = ({ path }) => import(pathToFileURL(path).href);

/** A snapshot that serves a build from memory. */
export async function memorySnapshot(
  { project, client, files }: BuildResult,
  config: ResolvedBuildConfig,
  loadRoute: ImportFile = importFile,
): Promise<Snapshot> {
  const routes = await Promise.all(
    project.routes.map(async (file): Promise<FsRouteModule> => ({
      path: file.name,
      module: await loadRoute(file) as RouteExports,
    })),
  );
  const islands = await Promise.all(
    project.islands.map(async (file): Promise<IslandModule> => ({
      file: file.name,
      module: await importFile(file),
      ...client.islands.get(file.path) ?? { chunk: "", imports: [] },
    })),
  );
  return {
    root: config.root,
    mode: config.mode,
    routes,
    islands,
    boot: client.boot,
    pageScript: client.pageScript,
    files: new Map(files.map((file): [string, ServedFile] => [file.url, {
      contentType: file.contentType,
      hash: file.hash,
      immutable: file.immutable,
      sizeBytes: file.content.byteLength,
      open: () => Promise.resolve(file.content),
    }])),
  };
}
