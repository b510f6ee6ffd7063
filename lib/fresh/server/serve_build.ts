import { fileURLToPath } from "node:url";
import type { FileRow } from "../build/write_build.ts";
import type { App } from "./app.ts";
import { attachSnapshot, type ServedFile, type Snapshot } from "./snapshot.ts";

/** What `snapshot.js` exports. */
type WrittenSnapshot =
  & Omit<Snapshot, "files">
  & { readonly files: readonly FileRow[] };

/** A server in the form `deno serve` takes. */
export interface BuiltServer {
  fetch(req: Request, info?: Deno.ServeHandlerInfo): Promise<Response>;
}

/**
 * Gives `app` the build that was written next to `base` and returns its server. What
 * is passed to `fetch` as `info` becomes `ctx.info`. The files of the build are read
 * into memory at once, so that a later build in the same folder changes nothing for
 * the browsers of this server.
 */
export function serveBuild<State>(
  app: App<State>,
  written: WrittenSnapshot,
  base: string,
): BuiltServer {
  const files = new Map(
    written.files.map((row) => [row[0], served(row, base)]),
  );
  const root = fileURLToPath(new URL(written.root, base));
  attachSnapshot(app, { ...written, root, files });
  const handler = app.handler();
  return { fetch: (req, info) => handler(req, info) };
}

function served(row: FileRow, base: string): ServedFile {
  const [, path, contentType, hash, immutable, sizeBytes] = row;
  const url = new URL(
    encodeURI(path).replace(/[?#]/g, encodeURIComponent),
    base,
  );
  const content = Deno.readFile(url);
  // Told to whoever asks for the file; nobody may ever ask.
  content.catch(() => {});
  return {
    contentType,
    hash,
    immutable,
    sizeBytes,
    open: () => content,
  };
}
