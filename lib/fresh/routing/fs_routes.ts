import type { Layout } from "../server/chrome.ts";
import { joinPaths, type RouteDefinition } from "../server/commands.ts";
import type { Step } from "../server/chain.ts";
import type {
  LayoutConfig,
  Middleware,
  PageComponent,
  RouteConfig,
  RouteHandler,
} from "../types.ts";
import { compareSpecificity, patternOfFile } from "./file_pattern.ts";

/** What a file in the routes folder may export. */
export interface RouteExports {
  readonly default?: unknown;
  readonly handler?: RouteHandler<unknown, unknown>;
  readonly handlers?: RouteHandler<unknown, unknown>;
  readonly config?: RouteConfig & LayoutConfig;
}

/** One file of the routes folder. */
export interface FsRouteModule {
  /** Path inside the folder, with `/` and the extension. */
  readonly path: string;
  readonly module: RouteExports;
}

/** A route file together with what its folders put around it. */
export interface FsRoute {
  readonly pattern: string;
  readonly route: RouteDefinition<unknown>;
  readonly middlewares: readonly Step<unknown>[];
  readonly layouts: readonly Layout[];
  /** Error pages from the outermost folder to the route's own. */
  readonly errors: readonly FsErrorPage[];
}

/** An `_error` file (or one for one status) and the layouts around it. */
export interface FsErrorPage {
  readonly status: 404 | 500 | undefined;
  readonly route: RouteDefinition<unknown>;
  readonly layouts: readonly Layout[];
}

/** All that a routes folder says. */
export interface FsTree {
  readonly wrapper?: PageComponent<unknown, unknown>;
  readonly routes: readonly FsRoute[];
  /** What applies to requests that no route answers. */
  readonly rootMiddlewares: readonly Step<unknown>[];
  readonly rootErrors: readonly FsErrorPage[];
}

interface Folder {
  readonly middlewares: Step<unknown>[];
  layout?: Layout;
  readonly errors: { status: 404 | 500 | undefined; module: RouteExports }[];
}

const ERROR_FILES: Readonly<Record<string, 404 | 500 | undefined>> = {
  _error: undefined,
  _404: 404,
  _500: 500,
};

/** Reads the conventions of the routes folder: `_app`, `_layout`, groups and so on. */
export function readFsTree(
  modules: readonly FsRouteModule[],
  mountPath: string,
): FsTree {
  const folders = new Map<string, Folder>();
  const pages: { dir: string; path: string; module: RouteExports }[] = [];
  let wrapper: PageComponent<unknown, unknown> | undefined;

  for (const { path, module } of modules) {
    const bare = path.replace(/\.\w+$/, "");
    const slash = bare.lastIndexOf("/");
    const dir = slash < 0 ? "" : bare.slice(0, slash);
    const name = bare.slice(slash + 1);
    if (!name.startsWith("_")) pages.push({ dir, path: bare, module });
    else if (name === "_app") wrapper = componentOf(module);
    else addToFolder(folders, dir, name, module);
  }

  const routes = pages.map(({ dir, path, module }): FsRoute => ({
    pattern: joinPaths(
      mountPath,
      module.config?.routeOverride ?? patternOfFile(path),
    ),
    route: definitionOf(module),
    ...surroundings(folders, dir),
  }));
  routes.sort((a, b) => compareSpecificity(a.pattern, b.pattern));

  const root = surroundings(folders, "");
  return {
    wrapper,
    routes,
    rootMiddlewares: root.middlewares,
    rootErrors: root.errors,
  };
}

function addToFolder(
  folders: Map<string, Folder>,
  dir: string,
  name: string,
  module: RouteExports,
): void {
  const folder = folders.get(dir) ?? { middlewares: [], errors: [] };
  folders.set(dir, folder);
  if (name === "_middleware") {
    folder.middlewares.push(...middlewaresOf(module));
  } else if (name === "_layout") {
    const component = componentOf(module);
    if (component) {
      folder.layout = {
        component,
        config: module.config ?? {},
        covers: () => true,
      };
    }
  } else if (name in ERROR_FILES) {
    folder.errors.push({ status: ERROR_FILES[name], module });
  }
}

/** What the folders from the root down to `dir` put around a route in `dir`. */
function surroundings(folders: ReadonlyMap<string, Folder>, dir: string) {
  const middlewares: Step<unknown>[] = [];
  const layouts: Layout[] = [];
  const errors: FsErrorPage[] = [];
  const segments = dir === "" ? [] : dir.split("/");
  for (let depth = 0; depth <= segments.length; depth++) {
    const folder = folders.get(segments.slice(0, depth).join("/"));
    if (!folder) continue;
    middlewares.push(...folder.middlewares);
    if (folder.layout) layouts.push(folder.layout);
    for (const { status, module } of folder.errors) {
      errors.push({
        status,
        route: definitionOf(module),
        layouts: [...layouts],
      });
    }
  }
  return { middlewares, layouts, errors };
}

function definitionOf(module: RouteExports): RouteDefinition<unknown> {
  return {
    component: componentOf(module),
    handler: module.handler ?? module.handlers,
    config: module.config,
  };
}

function componentOf(module: RouteExports) {
  return typeof module.default === "function"
    ? module.default as PageComponent<unknown, unknown>
    : undefined;
}

function middlewaresOf(module: RouteExports): Middleware<unknown>[] {
  const exported = module.default ?? module.handler ?? module.handlers;
  return [exported].flat().filter((item): item is Middleware<unknown> =>
    typeof item === "function"
  );
}
