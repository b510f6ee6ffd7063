import { Builder } from "fresh/dev";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

/** The folder of the fixture app. */
export const FIXTURE_ROOT = fileURLToPath(
  new URL("../fixtures/fresh_app", import.meta.url),
);

/** What a built `server.js` exports. */
export interface BuiltApp {
  fetch(req: Request, info?: Deno.ServeHandlerInfo): Promise<Response>;
}

/** A production build of the fixture in a folder of its own, gone at the end. */
export interface FixtureBuild extends AsyncDisposable {
  readonly outDir: string;
  readonly app: BuiltApp;
  /** Asks the app for `path` without a network. */
  get(path: string, init?: RequestInit): Promise<Response>;
}

/** Builds the fixture app and loads its server as a real one would. */
export async function buildFixture(): Promise<FixtureBuild> {
  const folder = await Deno.makeTempDir({ prefix: "fresh-build-" });
  const outDir = join(folder, "_fresh");
  await fixtureBuilder(outDir).build();
  const server = pathToFileURL(join(outDir, "server.js")).href;
  const { default: app }: { default: BuiltApp } = await import(server);
  return {
    outDir,
    app,
    get: (path, init) =>
      app.fetch(new Request(new URL(path, "http://localhost"), init)),
    [Symbol.asyncDispose]: () => Deno.remove(folder, { recursive: true }),
  };
}

/** A builder for the fixture that writes to `outDir`. */
export function fixtureBuilder(outDir: string, root = FIXTURE_ROOT): Builder {
  return new Builder({ root, serverEntry: "./app.ts", outDir });
}

/** Serves the fixture's production build on a free port of loopback. */
export async function serveFixture(): Promise<
  & { readonly origin: string; readonly requestedPaths: readonly string[] }
  & AsyncDisposable
> {
  const build = await buildFixture();
  const requestedPaths: string[] = [];
  const server = Deno.serve(
    { port: 0, hostname: "127.0.0.1", onListen: () => {} },
    (req, info) => {
      requestedPaths.push(new URL(req.url).pathname);
      return build.app.fetch(req, info);
    },
  );
  return {
    origin: `http://127.0.0.1:${server.addr.port}`,
    requestedPaths,
    [Symbol.asyncDispose]: async () => {
      await server.shutdown();
      await build[Symbol.asyncDispose]();
    },
  };
}
