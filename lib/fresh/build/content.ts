import { createHash } from "node:crypto";

/** A file of the build's output, before it is written or served. */
export interface BuiltFile {
  /** URL path, starting with `/`. */
  readonly url: string;
  readonly content: Uint8Array<ArrayBuffer>;
  readonly contentType: string;
  readonly hash: string;
  /** True when the hash is part of `url`. */
  readonly immutable: boolean;
}

const TYPES: Readonly<Record<string, string>> = {
  avif: "image/avif",
  css: "text/css; charset=utf-8",
  gif: "image/gif",
  html: "text/html; charset=utf-8",
  ico: "image/x-icon",
  jpeg: "image/jpeg",
  jpg: "image/jpeg",
  js: "text/javascript; charset=utf-8",
  json: "application/json",
  map: "application/json",
  mjs: "text/javascript; charset=utf-8",
  pdf: "application/pdf",
  png: "image/png",
  svg: "image/svg+xml",
  ttf: "font/ttf",
  txt: "text/plain; charset=utf-8",
  wasm: "application/wasm",
  webmanifest: "application/manifest+json",
  webp: "image/webp",
  woff: "font/woff",
  woff2: "font/woff2",
  xml: "application/xml",
};

/** Describes `content` as it will be served at `url`. */
export function builtFile(
  url: string,
  content: Uint8Array<ArrayBuffer>,
  immutable: boolean,
): BuiltFile {
  const extension = url.slice(url.lastIndexOf(".") + 1).toLowerCase();
  return {
    url,
    content,
    contentType: TYPES[extension] ?? "application/octet-stream",
    hash: contentHash(content),
    immutable,
  };
}

/** A short hash that changes with the content: 16 hexadecimal digits. */
export function contentHash(content: Uint8Array | string): string {
  return createHash("sha256").update(content).digest("hex").slice(0, 16);
}
