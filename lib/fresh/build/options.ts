import { dirname, isAbsolute, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** What `new Builder()` takes. Relative paths are resolved against `root`. */
export interface BuildOptions {
  /** Browsers to write scripts for, as esbuild's `target`. */
  readonly target?: string | string[];
  /** The project's folder; by default the current one. */
  readonly root?: string;
  /** The module that exports `app`; by default `main.ts`. */
  readonly serverEntry?: string;
  /** Where a build is written; by default `_fresh`. */
  readonly outDir?: string;
  /** Folders of static files, the first one wins; by default `static`. */
  readonly staticDir?: string | string[];
  /** Folder of islands; by default `islands`. */
  readonly islandDir?: string;
  /** Folder of routes; by default `routes`. */
  readonly routeDir?: string;
  /** Files in those folders to leave out. */
  readonly ignore?: RegExp[];
  /** Source maps for the browser's scripts; none by default. */
  readonly sourceMap?: {
    readonly kind?: boolean | "linked" | "inline" | "external" | "both";
    readonly sourceRoot?: string;
    readonly sourcesContent?: boolean;
  };
}

/** {@linkcode BuildOptions} with defaults and absolute paths. */
export interface ResolvedBuildConfig {
  readonly target: string | string[];
  readonly root: string;
  readonly serverEntry: string;
  readonly outDir: string;
  readonly staticDir: readonly string[];
  readonly islandDir: string;
  readonly routeDir: string;
  readonly ignore: readonly RegExp[];
  readonly sourceMap?: BuildOptions["sourceMap"];
  readonly mode: "development" | "production";
  /** Folder of this layer. */
  readonly layerDir: string;
}

/** Fills in defaults. */
export function resolveOptions(
  options: BuildOptions,
  mode: ResolvedBuildConfig["mode"],
): ResolvedBuildConfig {
  const root = toPath(options.root ?? Deno.cwd(), Deno.cwd());
  const at = (path: string) => toPath(path, root);
  return {
    target: options.target ?? ["chrome111", "firefox115", "safari16.4"],
    root,
    serverEntry: at(options.serverEntry ?? "main.ts"),
    outDir: at(options.outDir ?? "_fresh"),
    staticDir: [options.staticDir ?? "static"].flat().map(at),
    islandDir: at(options.islandDir ?? "islands"),
    routeDir: at(options.routeDir ?? "routes"),
    ignore: [...options.ignore ?? [], /[._]test\.[jt]sx?$/],
    sourceMap: options.sourceMap,
    mode,
    layerDir: dirname(dirname(fileURLToPath(import.meta.url))),
  };
}

function toPath(path: string, base: string): string {
  if (path.startsWith("file:")) return fileURLToPath(path);
  return isAbsolute(path) ? path : resolve(base, path);
}
