import { pathToFileURL } from "node:url";
import { memorySnapshot } from "../build/memory_snapshot.ts";
import type { ResolvedBuildConfig } from "../build/options.ts";
import type { BuildResult } from "../build/run_build.ts";
import type { FoundFile } from "../build/walk.ts";
import type { App } from "../server/app.ts";
import { attachSnapshot } from "../server/snapshot.ts";
import type { ListenOptions } from "../types.ts";
import { LIVE_PATH, LiveReload } from "./live_reload.ts";
import { watchProject } from "./watch_project.ts";

/**
 * Serves an app from memory and rebuilds it when its files change. A changed route
 * file is loaded anew; other server code is not, for which `deno run --watch` restarts
 * the process. Open pages reload in both cases.
 */
export async function serveDevelopment<State>(
  importApp: () => Promise<{ readonly app: App<State> }>,
  options: ListenOptions,
  config: ResolvedBuildConfig,
  build: () => Promise<BuildResult>,
): Promise<void> {
  const { app } = await importApp();
  const versions = new Map<string, number>();
  const importRoute = ({ path }: FoundFile) => {
    const version = versions.get(path);
    const url = pathToFileURL(path).href;
    return import(version === undefined ? url : `${url}?v=${version}`);
  };
  const load = async () => {
    const snapshot = await memorySnapshot(await build(), config, importRoute);
    attachSnapshot(app, snapshot);
    return app.handler();
  };

  let handler = await load();
  using live = new LiveReload();
  const stopped = new AbortController();
  const watching = watchProject(config, stopped.signal, async (paths) => {
    for (const path of paths) {
      if (path.startsWith(config.routeDir)) {
        versions.set(path, (versions.get(path) ?? 0) + 1);
      }
    }
    try {
      handler = await load();
      live.announce();
    } catch (error) {
      // The last good build stays up while the file is being fixed.
      // deno-lint-ignore no-console
      console.error(error);
    }
  });
  options.signal?.addEventListener("abort", () => live[Symbol.dispose]());
  const server = Deno.serve(
    options,
    (req, info) =>
      new URL(req.url).pathname === LIVE_PATH
        ? live.connect()
        : handler(req, info),
  );
  await server.finished;
  stopped.abort();
  await watching;
}
