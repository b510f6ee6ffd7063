import { Buffer } from "node:buffer";
import { brotliCompressSync, gzipSync } from "node:zlib";

/** What the scripts of one page weigh, in bytes. */
export type PageWeight = {
  readonly files: number;
  readonly rawBytes: number;
  readonly gzipBytes: number;
  readonly brotliBytes: number;
};

/**
 * Adds up the script files that a page loads: those that its HTML names and
 * those that they import. What a script loads later, when it is needed, is not
 * counted.
 *
 * @throws {Error} If the page or one of its scripts is not served.
 */
export async function weighScripts(
  pageUrl: string,
  headers: Readonly<Record<string, string>>,
): Promise<PageWeight> {
  const html = await get(pageUrl, headers);
  const waiting = [...html.matchAll(/["'](\/[^"'?\s]+\.js)(?:\?[^"']*)?["']/g)]
    .map((match) => new URL(match[1] ?? "", pageUrl).href);
  const scripts = new Map<string, string>();
  for (let url = waiting.pop(); url !== undefined; url = waiting.pop()) {
    if (scripts.has(url)) continue;
    const source = await get(url, headers);
    scripts.set(url, source);
    for (const imported of staticImports(source)) {
      waiting.push(new URL(imported, url).href);
    }
  }
  const sources = [...scripts.values()].map((text) => Buffer.from(text));
  const sum = (size: (source: Buffer) => number) =>
    sources.reduce((total, source) => total + size(source), 0);
  return {
    files: sources.length,
    rawBytes: sum((source) => source.byteLength),
    gzipBytes: sum((source) => gzipSync(source).byteLength),
    brotliBytes: sum((source) => brotliCompressSync(source).byteLength),
  };
}

/** Specifiers of `import ... from` and `export ... from`, minified or not. */
export function staticImports(source: string): readonly string[] {
  return [...source.matchAll(
    /(?:\bfrom|(?<![.\w])import)\s*["'](\.{0,2}\/[^"']+\.js)["']/g,
  )].map((match) => match[1] ?? "");
}

async function get(
  url: string,
  headers: Readonly<Record<string, string>>,
): Promise<string> {
  const response = await fetch(url, { headers });
  if (!response.ok) {
    throw new Error(`Cannot weigh "${url}": it answers ${response.status}`);
  }
  return await response.text();
}
