import { dirname, join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import type { ResolvedBuildConfig } from "./options.ts";
import type { BuildResult } from "./run_build.ts";

/** One row of the table of files in `snapshot.js`. */
export type FileRow = readonly [
  url: string,
  path: string,
  contentType: string,
  hash: string,
  immutable: boolean,
  sizeBytes: number,
];

/** Writes a build to `config.outDir`; what an earlier build left there is removed. */
export async function writeBuild(
  { project, client, files }: BuildResult,
  config: ResolvedBuildConfig,
): Promise<void> {
  const { outDir } = config;
  await Deno.remove(outDir, { recursive: true }).catch((error) => {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  });
  const rows = files.map((file): FileRow => [
    file.url,
    `client${file.url}`,
    file.contentType,
    file.hash,
    file.immutable,
    file.content.byteLength,
  ]);
  const folders = new Set(rows.map(([, path]) => dirname(join(outDir, path))));
  await Deno.mkdir(outDir, { recursive: true });
  for (const folder of folders) await Deno.mkdir(folder, { recursive: true });
  await Promise.all(
    files.map(({ url, content }) =>
      Deno.writeFile(join(outDir, `client${url}`), content)
    ),
  );

  const islands = project.islands.map(({ name, path }) => ({
    name,
    path,
    ...client.islands.get(path),
  }));
  const snapshot = [
    "// Written by the build; changes are lost.",
    ...project.routes.map(({ path }, i) =>
      `import * as r${i} from ${specifier(config, path)};`
    ),
    ...islands.map(({ path }, i) =>
      `import * as i${i} from ${specifier(config, path)};`
    ),
    `export const mode = ${JSON.stringify(config.mode)};`,
    `export const root = ${rootSpecifier(config)};`,
    "export const routes = [",
    ...project.routes.map(({ name }, i) =>
      `  { path: ${JSON.stringify(name)}, module: r${i} },`
    ),
    "];",
    "export const islands = [",
    ...islands.map(({ name, chunk, imports }, i) =>
      `  { file: ${JSON.stringify(name)}, chunk: ${JSON.stringify(chunk)}, ` +
      `imports: ${JSON.stringify(imports)}, module: i${i} },`
    ),
    "];",
    `export const boot = ${JSON.stringify(client.boot)};`,
    "export const files = [",
    ...rows.map((row) => `  ${JSON.stringify(row)},`),
    "];",
    "",
  ].join("\n");
  await Deno.writeTextFile(join(outDir, "snapshot.js"), snapshot);

  const layer = join(config.layerDir, "server/serve_build.ts");
  await Deno.writeTextFile(
    join(outDir, "server.js"),
    [
      "// Written by the build; changes are lost.",
      `import { app } from ${specifier(config, config.serverEntry)};`,
      `import { serveBuild } from ${specifier(config, layer)};`,
      'import * as snapshot from "./snapshot.js";',
      "",
      "export default serveBuild(app, snapshot, import.meta.url);",
      "",
    ].join("\n"),
  );
}

/** How a module in the output folder imports the one at `path`. */
function specifier({ outDir }: ResolvedBuildConfig, path: string): string {
  const from = pathToFileURL(join(outDir, "server.js"));
  const to = pathToFileURL(path);
  const steps = relative(dirname(from.pathname), to.pathname);
  return JSON.stringify(steps.startsWith(".") ? steps : `./${steps}`);
}

/** Where the project is, seen from the output folder. */
function rootSpecifier({ outDir, root }: ResolvedBuildConfig): string {
  return JSON.stringify(`${relative(outDir, root) || "."}/`);
}
