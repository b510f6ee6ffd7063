import { HASH_PARAM } from "../runtime/asset.ts";
import type { Middleware } from "../types.ts";
import { Context } from "./context.ts";
import type { ServedFile } from "./snapshot.ts";

const ONE_YEAR = "public, max-age=31536000, immutable";

/**
 * Serves the static files and the browser's scripts of the build. The path is looked
 * up in a fixed table: it never reaches the disk.
 */
export function staticFiles<State>(): Middleware<State> {
  return async function staticFiles(ctx) {
    const { files } = Context.scope(ctx).snapshot;
    const path = ctx.url.pathname.slice(ctx.config.basePath.length);
    const file = files.get(path) ?? files.get(decode(path));
    const reads = ctx.req.method === "GET" || ctx.req.method === "HEAD";
    if (!file || !reads) return await ctx.next();
    return await respond(ctx.req, file, ctx.url.searchParams.get(HASH_PARAM));
  };
}

async function respond(
  req: Request,
  file: ServedFile,
  wantedHash: string | null,
): Promise<Response> {
  const etag = `"${file.hash}"`;
  const forever = file.immutable || wantedHash === file.hash;
  const headers = new Headers({
    "content-type": file.contentType,
    "cache-control": forever ? ONE_YEAR : "no-cache",
    "x-content-type-options": "nosniff",
    etag,
  });
  if (hasTag(req.headers.get("if-none-match"), etag)) {
    return new Response(null, { status: 304, headers });
  }
  headers.set("content-length", String(file.sizeBytes));
  const body = req.method === "HEAD" ? null : await file.open();
  return new Response(body, { headers });
}

function hasTag(header: string | null, etag: string): boolean {
  return header?.split(",").some((tag) =>
    tag.trim().replace(/^W\//, "") === etag || tag.trim() === "*"
  ) ?? false;
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
