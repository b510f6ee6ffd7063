import type { OnResolveArgs, Plugin } from "esbuild";
import { dirname, join } from "node:path";
import type { DenoConfig } from "./deno_config.ts";
import type { ResolvedBuildConfig } from "./options.ts";

/** React's packages and what stands for them in the browser. */
const ALIASES: Readonly<Record<string, string>> = {
  "react": "preact/compat",
  "react-dom": "preact/compat",
  "react-dom/client": "preact/compat/client",
  "react-dom/test-utils": "preact/test-utils",
  "react/jsx-runtime": "preact/jsx-runtime",
  "react/jsx-dev-runtime": "preact/jsx-runtime",
};

/**
 * Lets esbuild find modules as Deno does: through the import map of `deno.json`, and
 * `npm:` specifiers in `node_modules`. React becomes preact/compat.
 *
 * @param hashes Content hashes of the static files, for `asset()` in islands.
 */
export function resolvePlugin(
  config: ResolvedBuildConfig,
  { path: configPath, imports }: DenoConfig,
  hashes: ReadonlyMap<string, string>,
): Plugin {
  const base = configPath ? dirname(configPath) : config.root;
  return {
    name: "fresh-resolve",
    setup(build) {
      build.onResolve({ filter: /.*/ }, async (args) => {
        if (args.pluginData === "resolved") return undefined;
        if (args.path.endsWith("/asset_hashes.ts")) {
          return { path: "hashes", namespace: "asset-hashes" };
        }
        const target = resolveSpecifier(args, imports);
        if (target.startsWith("node:") || target.startsWith("jsr:")) {
          return {
            errors: [{
              text: `Cannot bundle "${args.path}" for the browser`,
              notes: [{ text: `imported by ${args.importer}` }],
            }],
          };
        }
        if (target === args.path) return undefined;
        // What is rewritten is found from the project, whoever imports it: a React
        // library has no Preact of its own.
        const isPath = target.startsWith("./") || target.startsWith("../");
        return await build.resolve(isPath ? join(base, target) : target, {
          importer: args.importer,
          kind: args.kind,
          resolveDir: base,
          pluginData: "resolved",
        });
      });
      build.onLoad({ filter: /.*/, namespace: "asset-hashes" }, () => ({
        contents: `const hashes = new Map(${JSON.stringify([...hashes])});
          export const assetHash = (path) => hashes.get(path);
          export const setAssetHashes = () => {};`,
        loader: "js",
      }));
    },
  };
}

function isLocal({ importer }: OnResolveArgs): boolean {
  return !importer.includes("node_modules");
}

/** What `args.path` means: a path of the import map, a package, or itself. */
function resolveSpecifier(
  args: OnResolveArgs,
  imports: DenoConfig["imports"],
): string {
  const mapped = isLocal(args) ? mapImport(args.path, imports) : args.path;
  const bare = npmSpecifier(mapped);
  return ALIASES[bare] ?? bare;
}

/** Applies an import map: an exact entry, else the longest prefix. */
function mapImport(
  specifier: string,
  imports: DenoConfig["imports"],
): string {
  const exact = imports[specifier];
  if (exact !== undefined) return exact;
  const prefix = Object.keys(imports)
    .filter((key) => key.endsWith("/") && specifier.startsWith(key))
    .sort((a, b) => b.length - a.length)[0];
  if (prefix !== undefined) {
    return imports[prefix] + specifier.slice(prefix.length);
  }
  // Deno lets "name/sub/path" follow the entry of an npm package "name".
  const name = Object.keys(imports).find((key) =>
    specifier.startsWith(`${key}/`) && imports[key]?.startsWith("npm:")
  );
  return name ? `${imports[name]}${specifier.slice(name.length)}` : specifier;
}

/** `npm:@scope/name@1.2.3/sub` without the scheme and the version. */
function npmSpecifier(specifier: string): string {
  const match = /^npm:\/?((?:@[^/]+\/)?[^/@]+)(?:@[^/]+)?(\/.*)?$/
    .exec(specifier);
  return match ? `${match[1]}${match[2] ?? ""}` : specifier;
}
